import { Placeholder, Spinner } from '@vkontakte/vkui/dist/cssm'
import { type ComponentType, Suspense, lazy, useEffect, useSyncExternalStore } from 'react'
import type { SessionView } from '../../src/web/api/schemas.ts'
import { useConsole } from '../hooks/console-context.ts'
import { usePlace } from '../hooks/use-place.ts'
import { type Section, sections, writePlace } from '../model/address.ts'
import { Desk } from './desk.tsx'
import { DirectoryIcon, FiguresIcon, MapIcon, QualityIcon, QueueIcon } from './icons.tsx'

export interface ScreenProps {
  readonly session: SessionView
  readonly tab: string
}

interface Entry {
  readonly title: string
  readonly Icon: ComponentType
  readonly isForCoordinators: boolean
}

const entries = {
  queue: { title: 'Очередь', Icon: QueueIcon, isForCoordinators: false },
  figures: { title: 'Показатели', Icon: FiguresIcon, isForCoordinators: false },
  map: { title: 'Карта тем', Icon: MapIcon, isForCoordinators: true },
  directory: { title: 'Справочники', Icon: DirectoryIcon, isForCoordinators: true },
  quality: { title: 'Качество', Icon: QualityIcon, isForCoordinators: true },
} as const satisfies Readonly<Record<Section, Entry>>

/** Each is fetched when it is first opened. */
const screens: Readonly<Record<Exclude<Section, 'queue'>, ComponentType<ScreenProps>>> = {
  figures: lazy(async () => ({ default: (await import('./figures/figures-screen.tsx')).FiguresScreen })),
  map: lazy(async () => ({ default: (await import('./map/map-screen.tsx')).MapScreen })),
  directory: lazy(async () => ({
    default: (await import('./directory/directory-screen.tsx')).DirectoryScreen,
  })),
  quality: lazy(async () => ({ default: (await import('./quality/quality-screen.tsx')).QualityScreen })),
}

interface Props {
  readonly session: SessionView
  readonly onSignOut: (everywhere: boolean) => Promise<void>
}

/** The sections: a rail beside them on a wide screen, a bar below them on a phone. */
export function Shell({ session, onSignOut }: Props) {
  const [{ section, ticketId, tab }] = usePlace()
  const isAllowed = session.isCoordinator || !entries[section].isForCoordinators
  useEffect(() => {
    document.title = `${entries[section].title} — Отклик`
  }, [section])
  return (
    <div className="shell" data-ticket={ticketId !== null}>
      <Connection />
      <Sections session={session} current={section} />
      {section === 'queue' ? (
        <Desk session={session} onSignOut={onSignOut} />
      ) : isAllowed ? (
        <Screen section={section} session={session} tab={tab} />
      ) : (
        <main className="screen">
          <Placeholder title="Это видят координаторы">
            Здесь настраивают область. Если вам нужен этот раздел, попросите координатора.
          </Placeholder>
        </main>
      )}
    </div>
  )
}

function Screen({ section, ...props }: ScreenProps & { readonly section: Exclude<Section, 'queue'> }) {
  const Content = screens[section]
  return (
    <main className="screen" aria-label={entries[section].title}>
      <Suspense fallback={<Spinner size="l">Открываю раздел</Spinner>}>
        <Content {...props} />
      </Suspense>
    </main>
  )
}

function Sections({ session, current }: { readonly session: SessionView; readonly current: Section }) {
  const shown = sections.filter((section) => session.isCoordinator || !entries[section].isForCoordinators)
  return (
    <nav className="sections" aria-label="Разделы">
      {shown.map((section) => {
        const { title, Icon } = entries[section]
        const href = writePlace({ section, filter: 'open', ticketId: null, tab: '' })
        return (
          <a key={section} href={href} aria-current={section === current ? 'page' : undefined}>
            <Icon />
            <span>{title}</span>
          </a>
        )
      })}
    </nav>
  )
}

function Connection() {
  const { live } = useConsole()
  const state = useSyncExternalStore(live.watch, () => live.state)
  if (state !== 'lost') return null
  return (
    <div className="offline" role="status">
      Нет связи с сервером. Показано то, что успело загрузиться; связь восстановится сама.
    </div>
  )
}
