import { Button } from '@vkontakte/vkui/dist/cssm'
import type { SessionView } from '../../src/web/api/schemas.ts'
import { Sheet } from './sheet.tsx'

const roles = {
  administrator: 'отвечает жителям',
  head: 'руководитель',
  coordinator: 'координатор',
  observer: 'наблюдатель',
} as const

interface Props {
  readonly session: SessionView
  readonly onSignOut: (everywhere: boolean) => Promise<void>
  readonly onClose: () => void
}

export function PersonDialog({ session, onSignOut, onClose }: Props) {
  return (
    <Sheet title={session.person.name} onClose={onClose}>
      <ul className="roles">
        {session.roles.map(({ role, place }) => (
          <li key={`${role} ${place}`}>
            {place} — {roles[role]}
          </li>
        ))}
      </ul>
      <p className="quiet">При выходе черновики на этом устройстве удаляются.</p>
      <div className="actions">
        <Button size="l" stretched onClick={() => void onSignOut(false)}>
          Выйти
        </Button>
        <Button
          size="l"
          stretched
          mode="secondary"
          appearance="negative"
          onClick={() => void onSignOut(true)}
        >
          Выйти везде
        </Button>
        <Button size="l" stretched mode="tertiary" onClick={onClose}>
          Остаться
        </Button>
      </div>
    </Sheet>
  )
}
