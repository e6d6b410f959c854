import { Button, IconButton, Placeholder, Spinner } from '@vkontakte/vkui/dist/cssm'
import { useRef, useState } from 'react'
import type { TicketPage } from '../../src/web/api/schemas.ts'
import { sentenceOf } from '../api/client.ts'
import { useConsole } from '../hooks/console-context.ts'
import { useHotkeys } from '../hooks/use-hotkeys.ts'
import { useNow } from '../hooks/use-now.ts'
import { usePresence } from '../hooks/use-presence.ts'
import { useTicket } from '../hooks/use-ticket.ts'
import { randomKey } from '../model/random-key.ts'
import { Composer } from './composer.tsx'
import { Conversation } from './conversation.tsx'
import { ForwardDialog } from './forward-dialog.tsx'
import { History, HistoryDialog } from './history-dialog.tsx'
import { BackIcon } from './icons.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import { NoteDialog } from './note-dialog.tsx'
import { TicketFacts } from './ticket-facts.tsx'
import { useToast } from './toasts.tsx'

interface Props {
  readonly id: number
  readonly onBack: () => void
}

type Mate = TicketPage['mates'][number]
type Opened = 'forward' | 'note' | 'history' | Mate | null

export function TicketPane({ id, onBack }: Props) {
  const { ticket, problem, isGone, refresh, accept } = useTicket(id)
  const [opened, setOpened] = useState<Opened>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const now = useNow()
  const presence = usePresence(id)
  const take = useTake({ id, accept, refresh })
  const mayAct = ticket !== null && ticket.mayWork && (ticket.status === 'new' || ticket.status === 'taken')
  const mayTake = mayAct && ticket.takenBy === null

  useHotkeys({
    KeyR: () => field.current?.focus(),
    KeyT: () => (mayTake ? take() : undefined),
    KeyF: () => (mayAct ? setOpened('forward') : undefined),
    KeyN: () => (ticket?.mayWork === true ? setOpened('note') : undefined),
  })
  return (
    <section className="ticket" aria-label={`Обращение № ${id}`}>
      <header className="bar ticket-bar">
        <IconButton label="Назад к списку" onClick={onBack} className="back">
          <BackIcon />
        </IconButton>
        <h1 className="bar-title ticket-title">№ {id}</h1>
        {mayTake && (
          <Button size="s" mode="secondary" onClick={take}>
            Беру
          </Button>
        )}
        {mayAct && (
          <Button size="s" mode="tertiary" onClick={() => setOpened('forward')}>
            Передать
          </Button>
        )}
        {ticket !== null && (
          <Button size="s" mode="tertiary" className="history-button" onClick={() => setOpened('history')}>
            История
          </Button>
        )}
      </header>
      {ticket === null && <Absent {...{ problem, isGone, refresh, onBack }} />}
      {ticket !== null && (
        <>
          <TicketFacts ticket={ticket} now={now} others={presence.others} onMerge={setOpened} />
          <aside className="beside" aria-label="История обращения">
            <History ticket={ticket} now={now} />
          </aside>
          <Conversation ticket={ticket} now={now} onNote={() => setOpened('note')} />
          <Composer ticket={ticket} field={field} presence={presence} onRefresh={refresh} />
          <Opened {...{ ticket, opened, now, accept, onBack }} onClose={() => setOpened(null)} />
        </>
      )}
    </section>
  )
}

type Shown = ReturnType<typeof useTicket>

function useTake({ id, accept, refresh }: Pick<Shown, 'accept' | 'refresh'> & { readonly id: number }) {
  const { client } = useConsole()
  const tell = useToast()
  return (): void => {
    client.take(id, { key: randomKey() }).then(
      ({ ticket }) => accept(ticket),
      (error: unknown) => {
        tell(sentenceOf(error))
        void refresh()
      },
    )
  }
}

function Absent({
  problem,
  isGone,
  refresh,
  onBack,
}: Omit<Shown, 'ticket' | 'accept'> & Pick<Props, 'onBack'>) {
  if (problem === null) return <Spinner size="l">Открываю обращение</Spinner>
  return (
    <Placeholder
      title={isGone ? 'Обращения здесь нет' : 'Не получилось открыть'}
      action={
        <Button size="m" mode="secondary" onClick={isGone ? onBack : () => void refresh()}>
          {isGone ? 'К списку' : 'Попробовать ещё раз'}
        </Button>
      }
    >
      {problem}
    </Placeholder>
  )
}

interface OpenedProps {
  readonly ticket: TicketPage
  readonly opened: Opened
  readonly now: number
  readonly accept: (ticket: TicketPage | null) => void
  readonly onBack: () => void
  readonly onClose: () => void
}

function Opened({ ticket, opened, now, accept, onBack, onClose }: OpenedProps) {
  const tell = useToast()
  const forwarded = (next: TicketPage | null): void => {
    onClose()
    tell(`№ ${ticket.id} передано, житель об этом знает.`)
    if (next === null) onBack()
    else accept(next)
  }
  if (opened === 'forward') return <ForwardDialog ticket={ticket} onForwarded={forwarded} onClose={onClose} />
  if (opened !== null && typeof opened === 'object')
    return (
      <MergeDialog
        ticket={ticket}
        mate={opened}
        onClose={onClose}
        onMerged={(next) => {
          onClose()
          tell('Соединено. Житель получит один ответ.')
          accept(next)
        }}
      />
    )
  if (opened === 'note') return <NoteDialog ticket={ticket} onSaved={accept} onClose={onClose} />
  return opened === 'history' ? <HistoryDialog ticket={ticket} now={now} onClose={onClose} /> : null
}
