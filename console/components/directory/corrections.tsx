import { Button } from '@vkontakte/vkui/dist/cssm'
import { useState } from 'react'
import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/correction-schemas.ts'
import { sentenceOf } from '../../api/client.ts'
import { useConsole } from '../../hooks/console-context.ts'
import { useLoaded } from '../../hooks/use-loaded.ts'
import { plural } from '../../model/plural.ts'
import { Loading } from '../loading.tsx'
import { useToast } from '../toasts.tsx'

type Shown = z.output<typeof schemas.corrections>
type Correction = Shown['corrections'][number]

interface Props {
  /** A rule was added: who answers is to be shown anew. */
  readonly onAdded: () => void
}

/** Where the directory lags behind: rules that forwards suggest. Nothing changes until the coordinator says so. */
export function Corrections({ onAdded }: Props) {
  const found = useLoaded<Shown>('/directory/corrections')
  const [changed, setChanged] = useState<Shown | null>(null)
  const { client } = useConsole()
  const tell = useToast()
  const decide = async ({ id, to }: Correction, isAccepted: boolean): Promise<void> => {
    try {
      setChanged(await client.post<Shown>(`/directory/corrections/${id}`, { isAccepted }))
      tell(
        isAccepted ? `Правило добавлено: такие обращения сразу получит ${to}.` : 'Хорошо, остаётся как есть.',
      )
      if (isAccepted) onAdded()
    } catch (error) {
      tell(sentenceOf(error))
      found.retry()
    }
  }
  return (
    <Loading of={found}>
      {(loaded) => {
        const { corrections } = changed ?? loaded
        if (corrections.length === 0) return null
        return (
          <section aria-label="Справочник отстаёт">
            <ul className="cards">
              {corrections.map((correction) => (
                <CorrectionCard
                  key={correction.id}
                  correction={correction}
                  onDecide={(isAccepted) => void decide(correction, isAccepted)}
                />
              ))}
            </ul>
          </section>
        )
      }}
    </Loading>
  )
}

interface CardProps {
  readonly correction: Correction
  readonly onDecide: (isAccepted: boolean) => void
}

function CorrectionCard({ correction, onDecide }: CardProps) {
  const { topic, municipality, from, to, moved, total } = correction
  return (
    <li className="card">
      <h2>
        Справочник отстаёт: {topic}
        {municipality === null ? '' : `, ${municipality}`}
      </h2>
      <p>
        За 90 дней {moved} из {total} {plural(total, 'обращения', 'обращений', 'обращений')} ушли из «{from}»
        в «{to}» и там получили ответ. Отправлять такие сразу в «{to}»?
      </p>
      <Button size="m" onClick={() => onDecide(true)}>
        Да, добавить правило
      </Button>
      <Button size="m" mode="tertiary" onClick={() => onDecide(false)}>
        Нет, оставить как есть
      </Button>
    </li>
  )
}
