import { Button } from '@vkontakte/vkui/dist/cssm'
import { useState } from 'react'
import { sentenceOf } from '../api/client.ts'
import { useConsole } from '../hooks/console-context.ts'
import type { Chosen } from '../hooks/use-chosen.ts'
import type { QueueView } from '../hooks/use-queue.ts'
import { plural } from '../model/plural.ts'
import { randomKey } from '../model/random-key.ts'
import { ForwardForm } from './forward-dialog.tsx'
import { Sheet } from './sheet.tsx'

interface Props {
  readonly queue: QueueView
  readonly chosen: Chosen
}

/** For coordinators: many tickets sent on to one owner. */
export function BulkBar({ queue, chosen }: Props) {
  const [isOpen, setOpen] = useState(false)
  if (!chosen.isOn)
    return (
      <div className="bulk">
        <Button size="s" mode="tertiary" onClick={chosen.begin} disabled={queue.items.length === 0}>
          Выбрать несколько
        </Button>
      </div>
    )
  const count = chosen.ids.size
  return (
    <div className="bulk">
      <span role="status">
        {count === 0
          ? 'Отметьте обращения'
          : `Отмечено: ${count} ${plural(count, 'обращение', 'обращения', 'обращений')}`}
      </span>
      <Button size="s" mode="secondary" disabled={count === 0} onClick={() => setOpen(true)}>
        Передать отмеченные
      </Button>
      <Button size="s" mode="tertiary" onClick={chosen.end}>
        Отмена
      </Button>
      {isOpen && <BulkDialog queue={queue} chosen={chosen} onClose={() => setOpen(false)} />}
    </div>
  )
}

interface Outcome {
  readonly done: number
  readonly problems: readonly string[]
}

/** One after another, each with its own key and the version that was seen: a changed one is named, not moved unseen. */
function BulkDialog({ queue, chosen, onClose }: Props & { readonly onClose: () => void }) {
  const { client } = useConsole()
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [isBusy, setBusy] = useState(false)
  const items = queue.items.filter(({ id }) => chosen.ids.has(id))
  const [first] = items
  const forward = async (to: number | null, reason: string): Promise<void> => {
    setBusy(true)
    let done = 0
    const problems: string[] = []
    for (const { id, version } of items) {
      try {
        await client.forward(id, { to, reason, key: randomKey(), seenVersion: version })
        done += 1
      } catch (error) {
        problems.push(`№ ${id}: ${sentenceOf(error)}`)
      }
    }
    setBusy(false)
    setOutcome({ done, problems })
  }
  const finish = (): void => {
    onClose()
    chosen.end()
  }
  return (
    <Sheet title="Передать отмеченные" onClose={outcome === null ? onClose : finish}>
      {outcome === null && first !== undefined && (
        <ForwardForm ticketId={first.id} isLimited={false} problem={null} {...{ isBusy, forward, onClose }} />
      )}
      {outcome !== null && (
        <>
          <p role="status">
            Передано: {outcome.done}.
            {outcome.problems.length > 0 && ` Не передано: ${outcome.problems.length}.`}
          </p>
          <ul className="bulk-problems">
            {outcome.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
          <Button size="l" stretched onClick={finish}>
            Готово
          </Button>
        </>
      )}
    </Sheet>
  )
}
