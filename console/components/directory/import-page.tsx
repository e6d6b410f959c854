import { Button } from '@vkontakte/vkui/dist/cssm'
import { useState } from 'react'
import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/directory-schemas.ts'
import { sentenceOf } from '../../api/client.ts'
import { useConsole } from '../../hooks/console-context.ts'
import { plural } from '../../model/plural.ts'

type Imported = z.output<typeof schemas.imported>
type Kind = z.output<typeof schemas.importBody>['kind']

const kinds: readonly (readonly [Kind, string])[] = [
  ['rules', 'Правила: кто отвечает'],
  ['institutions', 'Учреждения'],
  ['municipalities', 'Муниципалитеты'],
  ['communities', 'Сообщества'],
  ['topics', 'Темы'],
  ['staff', 'Сотрудники'],
  ['calendar', 'Дни календаря'],
  ['answer-rules', 'Правила ответов'],
]

/** First what would change, then the change: the same file, looked through before it is applied. */
export function ImportPage() {
  const { client } = useConsole()
  const [kind, setKind] = useState<Kind>('rules')
  const [file, setFile] = useState<{ readonly name: string; readonly text: string } | null>(null)
  const [seen, setSeen] = useState<Imported | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const send = async (isDryRun: boolean): Promise<void> => {
    if (file === null) return
    setBusy(true)
    setProblem(null)
    try {
      setSeen(await client.post<Imported>('/directory/imports', { kind, text: file.text, isDryRun }))
    } catch (error) {
      setProblem(sentenceOf(error))
    }
    setBusy(false)
  }
  const choose = async (chosen: File | undefined): Promise<void> => {
    setSeen(null)
    setFile(chosen === undefined ? null : { name: chosen.name, text: await chosen.text() })
  }
  return (
    <div className="stack">
      <p className="quiet">
        Файл CSV в UTF-8, столбцы — как в выгрузке «otklik export». Сначала проверка: она ничего не меняет.
      </p>
      <label className="field">
        Что загружаем
        <select
          value={kind}
          onChange={({ target }) => {
            setKind(kinds.find(([id]) => id === target.value)?.[0] ?? 'rules')
            setSeen(null)
          }}
        >
          {kinds.map(([id, title]) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        Файл
        <input type="file" accept=".csv,text/csv" onChange={({ target }) => void choose(target.files?.[0])} />
      </label>
      <Button size="l" disabled={file === null} loading={isBusy} onClick={() => void send(true)}>
        Проверить
      </Button>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {seen !== null && <Report seen={seen} isBusy={isBusy} onApply={() => void send(false)} />}
    </div>
  )
}

interface ReportProps {
  readonly seen: Imported
  readonly isBusy: boolean
  readonly onApply: () => void
}

function Report({ seen, isBusy, onApply }: ReportProps) {
  const { isGood, isApplied, added, changed, unchanged, problems, whatIf } = seen
  const hasChanges = added + changed > 0
  return (
    <section className="block" aria-label="Что изменится" role="status">
      <p>
        {isApplied ? 'Загружено. ' : isGood ? 'Файл в порядке. ' : 'Файл не загружен, исправьте: '}
        {isGood && `Новых: ${added}, изменено: ${changed}, без изменений: ${unchanged}.`}
      </p>
      {problems.length > 0 && (
        <ul className="lines">
          {problems.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      {whatIf !== null && (
        <>
          <p>
            Из {whatIf.tickets} {plural(whatIf.tickets, 'обращения', 'обращений', 'обращений')} за 30 дней к
            другим ушло бы {whatIf.ownerChanged}.
          </p>
          <ul className="lines">
            {whatIf.moves.map(({ from, to, tickets }) => (
              <li key={`${from} ${to}`}>
                {from} → {to}: {tickets}
              </li>
            ))}
          </ul>
        </>
      )}
      {isGood && !isApplied && hasChanges && (
        <Button size="l" loading={isBusy} onClick={onApply}>
          Загрузить
        </Button>
      )}
    </section>
  )
}
