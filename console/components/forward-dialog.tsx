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

export function ForwardDialog({ ticket, onForwarded, onClose }: Props) {
  const { client } = useConsole()
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  // One key for one intention: pressed twice, or repeated after a lost answer, it is carried out once.
  const [key] = useState(randomKey)
  const forward = async (to: number | null, reason: string): Promise<void> => {
    setBusy(true)
    try {
      const acted = await client.forward(ticket.id, { to, reason, key, seenVersion: ticket.version })
      onForwarded(acted.ticket)
    } catch (error) {
      setProblem(sentenceOf(error))
      setBusy(false)
    }
  }
  return (
    <Sheet title="Кому передать" onClose={onClose}>
      <ForwardForm
        ticketId={ticket.id}
        isLimited={ticket.isForwardLimited}
        {...{ problem, isBusy, forward, onClose }}
      />
    </Sheet>
  )
}

interface FormProps {
  /** Whose likely owners are offered. */
  readonly ticketId: number
  readonly isLimited: boolean
  readonly problem: string | null
  readonly isBusy: boolean
  readonly forward: (to: number | null, reason: string) => Promise<void>
  readonly onClose: () => void
}

export function ForwardForm({ ticketId, isLimited, problem, isBusy, forward, onClose }: FormProps) {
  const { search, setSearch, owners, lookProblem } = useOwners(ticketId)
  const [target, setTarget] = useState<Target | null>(isLimited ? 'coordinators' : null)
  const [reason, setReason] = useState('')
  const send = (): void => {
    if (target !== null) void forward(target === 'coordinators' ? null : target.id, reason)
  }
  const said = problem ?? lookProblem
  return (
    <>
      {isLimited ? (
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
      {said !== null && (
        <p className="problem" role="alert">
          {said}
        </p>
      )}
      <div className="actions">
        <Button
          size="l"
          stretched
          loading={isBusy}
          disabled={target === null || reason.trim() === ''}
          onClick={send}
        >
          Передать
        </Button>
        <Button size="l" stretched mode="secondary" onClick={onClose}>
          Не передавать
        </Button>
      </div>
    </>
  )
}

function useOwners(ticketId: number) {
  const { client } = useConsole()
  const [search, setSearch] = useState('')
  const [owners, setOwners] = useState<OwnersView>({ likely: [], others: [] })
  const [lookProblem, setLookProblem] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => {
      client.owners(ticketId, search).then(setOwners, (error: unknown) => setLookProblem(sentenceOf(error)))
    }, typingMs)
    return () => clearTimeout(timer)
  }, [client, ticketId, search])
  return { search, setSearch, owners, lookProblem }
}
