import { Button, FormItem, Textarea } from '@vkontakte/vkui/dist/cssm'
import { useEffect, useState } from 'react'
import type { OwnersView, TicketPage } from '../../src/web/api/schemas.ts'
import { sentenceOf } from '../api/client.ts'
import { useConsole } from '../hooks/console-context.ts'
import { randomKey } from '../model/random-key.ts'
import { ForwardChoice, type Target } from './forward-choice.tsx'
import { Sheet } from './sheet.tsx'

interface Props {
  readonly ticket: TicketPage
  readonly onForwarded: (ticket: TicketPage | null) => void
  readonly onClose: () => void
}

const typingMs = 200

function useForward({ ticket, onForwarded }: Pick<Props, 'ticket' | 'onForwarded'>) {
  const { client } = useConsole()
  const [search, setSearch] = useState('')
  const [owners, setOwners] = useState<OwnersView>({ likely: [], others: [] })
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  // One key for one intention: pressed twice, or repeated after a lost answer, it is carried out once.
  const [key] = useState(randomKey)

  useEffect(() => {
    const timer = setTimeout(() => {
      client.owners(ticket.id, search).then(setOwners, (error: unknown) => setProblem(sentenceOf(error)))
    }, typingMs)
    return () => clearTimeout(timer)
  }, [client, ticket.id, search])

  const forward = async (target: Target, reason: string): Promise<void> => {
    setBusy(true)
    try {
      const to = target === 'coordinators' ? null : target.id
      const acted = await client.forward(ticket.id, { to, reason, key, seenVersion: ticket.version })
      onForwarded(acted.ticket)
    } catch (error) {
      setProblem(sentenceOf(error))
      setBusy(false)
    }
  }
  return { search, setSearch, owners, problem, isBusy, forward }
}

export function ForwardDialog({ ticket, onForwarded, onClose }: Props) {
  const { search, setSearch, owners, problem, isBusy, forward } = useForward({ ticket, onForwarded })
  const [target, setTarget] = useState<Target | null>(ticket.isForwardLimited ? 'coordinators' : null)
  const [reason, setReason] = useState('')
  return (
    <Sheet title="Кому передать" onClose={onClose}>
      {ticket.isForwardLimited ? (
        <p className="warning">Обращение уже передавали дважды. Теперь решит координатор.</p>
      ) : (
        <ForwardChoice {...{ owners, search, setSearch, target, setTarget }} />
      )}
      <FormItem
        top="Почему не к вам"
        htmlFor="reason"
        bottom="Прочтут те, кому передаёте. Житель этого не увидит."
        noPadding
      >
        <Textarea
          id="reason"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          placeholder="Например: это дорога области"
          maxLength={1_000}
        />
      </FormItem>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <div className="actions">
        <Button
          size="l"
          stretched
          loading={isBusy}
          disabled={target === null || reason.trim() === ''}
          onClick={() => (target === null ? undefined : void forward(target, reason))}
        >
          Передать
        </Button>
        <Button size="l" stretched mode="secondary" onClick={onClose}>
          Не передавать
        </Button>
      </div>
    </Sheet>
  )
}
