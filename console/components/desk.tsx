import { useEffect, useRef, useState } from 'react'
import type { SessionView } from '../../src/web/api/schemas.ts'
import { useConsole } from '../hooks/console-context.ts'
import { useHotkeys } from '../hooks/use-hotkeys.ts'
import { usePlace } from '../hooks/use-place.ts'
import { useQueue } from '../hooks/use-queue.ts'
import { useWide } from '../hooks/use-wide.ts'
import { keepDraft } from '../model/drafts.ts'
import { QueuePane } from './queue-pane.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import { TicketPane } from './ticket-pane.tsx'
import { useToast } from './toasts.tsx'

interface Props {
  readonly session: SessionView
  readonly onSignOut: (everywhere: boolean) => Promise<void>
}

/** The queue, and beside it or over it one ticket. */
export function Desk({ session, onSignOut }: Props) {
  const [place, go] = usePlace()
  const [search, setSearch] = useState('')
  const [isHelpOpen, setHelpOpen] = useState(false)
  const isWide = useWide()
  const queue = useQueue(place.filter, search)
  const searchField = useRef<HTMLInputElement>(null)
  useAnswerNews()

  const step = (by: 1 | -1): void => {
    const index = queue.items.findIndex(({ id }) => id === place.ticketId)
    const next = queue.items[index === -1 ? 0 : index + by]
    if (next !== undefined) go({ ticketId: next.id })
  }
  useHotkeys({
    KeyJ: () => step(1),
    KeyK: () => step(-1),
    Slash: () => searchField.current?.focus(),
    Escape: () => go({ ticketId: null }),
    '?': () => setHelpOpen(true),
  })

  const isTicketShown = place.ticketId !== null
  return (
    <main className="desk" data-ticket={isTicketShown}>
      {(isWide || !isTicketShown) && (
        <QueuePane
          session={session}
          queue={queue}
          place={place}
          search={search}
          searchField={searchField}
          onSearch={setSearch}
          onGo={go}
          onHelp={() => setHelpOpen(true)}
          onSignOut={onSignOut}
        />
      )}
      {place.ticketId !== null && (
        <TicketPane key={place.ticketId} id={place.ticketId} onBack={() => go({ ticketId: null })} />
      )}
      {isWide && !isTicketShown && (
        <section className="nothing" aria-label="Обращение не выбрано">
          <p>Выберите обращение слева.</p>
          <p className="quiet">Клавиши: J и K — по списку, ? — все остальные.</p>
        </section>
      )}
      {isHelpOpen && <ShortcutsDialog onClose={() => setHelpOpen(false)} />}
    </main>
  )
}

/** An answer arrives some seconds after it was sent; by then one may be elsewhere. */
function useAnswerNews(): void {
  const { sender } = useConsole()
  const tell = useToast()
  useEffect(
    () =>
      sender.listen(({ ticketId, problem }) => {
        // Sent and accepted: the draft has done its work.
        if (problem === null) keepDraft(ticketId, 'answer', '')
        tell(problem === null ? `Ответ на № ${ticketId} отправлен жителю.` : `№ ${ticketId}: ${problem}`)
      }),
    [sender, tell],
  )
}
