import { Button } from '@vkontakte/vkui/dist/cssm'
import { useState } from 'react'
import type { Acted, TicketPage } from '../../src/web/api/schemas.ts'
import { sentenceOf } from '../api/client.ts'
import { useConsole } from '../hooks/console-context.ts'
import { randomKey } from '../model/random-key.ts'
import { Sheet } from './sheet.tsx'

interface Props {
  readonly ticket: TicketPage
  readonly mate: TicketPage['mates'][number]
  readonly onMerged: (ticket: TicketPage | null) => void
  readonly onClose: () => void
}

export function MergeDialog({ ticket, mate, onMerged, onClose }: Props) {
  const { client } = useConsole()
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [key] = useState(randomKey)
  const isOlder = Date.parse(ticket.openedAt) <= Date.parse(mate.openedAt)
  const [stays, goes] = isOlder ? [ticket.id, mate.id] : [mate.id, ticket.id]
  const merge = async (): Promise<void> => {
    setBusy(true)
    try {
      const body = { with: mate.id, key, seenVersion: ticket.version }
      onMerged((await client.post<Acted>(`/tickets/${ticket.id}/merge`, body)).ticket)
    } catch (error) {
      setProblem(sentenceOf(error))
      setBusy(false)
    }
  }
  return (
    <Sheet title={`Соединить № ${goes} с № ${stays}?`} onClose={onClose}>
      <p>
        Останется более раннее — № {stays}, его срок не меняется. Слова из № {goes} добавятся к нему,
        отдельного ответа на № {goes} не будет. Жителю об этом напишет бот. Разъединить потом нельзя.
      </p>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <div className="actions">
        <Button size="l" stretched loading={isBusy} onClick={() => void merge()}>
          Соединить
        </Button>
        <Button size="l" stretched mode="secondary" onClick={onClose}>
          Не соединять
        </Button>
      </div>
    </Sheet>
  )
}
