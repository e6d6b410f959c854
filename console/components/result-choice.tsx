import type { GivenResult, TicketPage } from '../../src/web/api/schemas.ts'
import { longDay } from '../model/due.ts'

/** What has been chosen so far; a day or a reason may be missing yet. */
export interface Chosen {
  readonly kind: GivenResult['kind'] | null
  readonly until: string
  readonly reason: Extract<GivenResult, { kind: 'refused' }>['reason'] | ''
}

const kinds = [
  ['solved', 'Решено', 'уже сделали'],
  ['explained', 'Разъяснено', 'ответили на вопрос'],
  ['interim', 'В работе до…', 'сделаете к названному дню'],
  ['refused', 'Отказ', 'сделать нельзя'],
] as const

const reasons = [
  ['noMoney', 'Нет денег в этом году'],
  ['againstRules', 'Не позволяют правила'],
  ['notOurs', 'Решает другая организация'],
  ['noGround', 'Не подтвердилось'],
  ['other', 'Другая причина'],
] as const

/** Null while something is missing. */
export function resultOf({ kind, until, reason }: Chosen): GivenResult | null {
  switch (kind) {
    case null:
      return null
    case 'interim':
      return until === '' ? null : { kind, until }
    case 'refused':
      return reason === '' ? null : { kind, reason }
    default:
      return { kind }
  }
}

interface Props {
  readonly chosen: Chosen
  readonly onChoose: (next: Chosen) => void
  readonly promise: TicketPage['promise']
}

/** What kind of answer it is: asked each time, because figures and the next question to the citizen follow from it. */
export function ResultChoice({ chosen, onChoose, promise }: Props) {
  return (
    <fieldset className="results">
      <legend>Что это за ответ</legend>
      {kinds.map(([kind, title, meaning]) => (
        <label key={kind} className="result">
          <input
            type="radio"
            name="result"
            checked={chosen.kind === kind}
            onChange={() => onChoose({ ...chosen, kind })}
          />
          <span>
            {title} <span className="quiet">— {meaning}</span>
          </span>
        </label>
      ))}
      {chosen.kind === 'interim' && <UntilChoice {...{ chosen, onChoose, promise }} />}
      {chosen.kind === 'refused' && (
        <label className="more">
          <span>Почему отказ (для статистики; жителю причину объясняет сам ответ)</span>
          <select
            value={chosen.reason}
            onChange={({ target }) =>
              onChoose({ ...chosen, reason: reasons.find(([id]) => id === target.value)?.[0] ?? '' })
            }
          >
            <option value="">Выберите причину</option>
            {reasons.map(([id, title]) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
    </fieldset>
  )
}

function UntilChoice({ chosen, onChoose, promise }: Props) {
  return (
    <div className="more">
      <label htmlFor="until">К какому дню. В этот день бот спросит жителя, сделали ли.</label>
      <div className="days">
        {promise.offered.map((day) => (
          <button
            key={day}
            type="button"
            aria-pressed={chosen.until === day}
            onClick={() => onChoose({ ...chosen, until: day })}
          >
            {longDay(day)}
          </button>
        ))}
        <input
          id="until"
          type="date"
          max={promise.last}
          value={chosen.until}
          onChange={({ target }) => onChoose({ ...chosen, until: target.value })}
        />
      </div>
    </div>
  )
}
