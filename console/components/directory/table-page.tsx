import { Button } from '@vkontakte/vkui/dist/cssm'
import { useState } from 'react'
import { sentenceOf } from '../../api/client.ts'
import { useConsole } from '../../hooks/console-context.ts'
import { useLoaded } from '../../hooks/use-loaded.ts'
import { type Table, type TableKind, columnTitle, fileOf, isLong } from '../../model/tables.ts'
import { Loading } from '../loading.tsx'
import { Sheet } from '../sheet.tsx'
import { ImportReport, type Imported } from './import-report.tsx'

type Cells = Readonly<Record<string, string>>

interface Props {
  readonly kind: TableKind
  readonly hint: string
  /** The column that a row is called by, and the one that is read below it. */
  readonly name: string
  readonly words: string
}

/** Records that are written by hand: looked through, changed and added one at a time, checked like a file. */
function TablePage({ kind, hint, name, words }: Props) {
  const found = useLoaded<Table>(`/directory/tables/${kind}`)
  const [search, setSearch] = useState('')
  const [edited, setEdited] = useState<Cells | null>(null)
  return (
    <Loading of={found}>
      {({ columns, keyColumn, rows }) => {
        const sought = search.trim().toLowerCase()
        const fitting = rows.filter((row) => Object.values(row).join(' ').toLowerCase().includes(sought))
        return (
          <>
            <p className="quiet">{hint}</p>
            <div className="controls">
              <label>
                Найти
                <input value={search} onChange={({ target }) => setSearch(target.value)} />
              </label>
              <Button size="m" mode="secondary" onClick={() => setEdited({})}>
                Добавить
              </Button>
            </div>
            {fitting.length === 0 && (
              <p className="quiet">{rows.length === 0 ? 'Пока ничего нет.' : 'Такого нет.'}</p>
            )}
            <ul className="cards">
              {fitting.map((row) => (
                <li key={row[keyColumn]} className="card">
                  <h2>{row[name]}</h2>
                  <p className="record-words">{row[words]}</p>
                  <p className="quiet">
                    {columns
                      .filter((column) => column !== name && column !== words && row[column] !== '')
                      .map((column) => `${columnTitle(column)}: ${row[column] ?? ''}`)
                      .join(' · ')}
                  </p>
                  <button className="link" onClick={() => setEdited(row)}>
                    Изменить<span className="hidden"> «{row[name]}»</span>
                  </button>
                </li>
              ))}
            </ul>
            {edited !== null && (
              <RecordDialog
                kind={kind}
                columns={columns}
                keyColumn={keyColumn}
                record={edited}
                onClose={() => setEdited(null)}
                onSaved={() => {
                  setEdited(null)
                  found.retry()
                }}
              />
            )}
          </>
        )
      }}
    </Loading>
  )
}

interface DialogProps {
  readonly kind: TableKind
  readonly columns: readonly string[]
  readonly keyColumn: string
  readonly record: Cells
  readonly onClose: () => void
  readonly onSaved: () => void
}

function RecordDialog({ kind, columns, keyColumn, record, onClose, onSaved }: DialogProps) {
  const { client } = useConsole()
  const [cells, setCells] = useState(record)
  const [seen, setSeen] = useState<Imported | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const isNew = record[keyColumn] === undefined
  const save = async (): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      const text = fileOf(columns, cells)
      const answer = await client.post<Imported>('/directory/imports', { kind, text, isDryRun: false })
      if (answer.isGood) return onSaved()
      setSeen(answer)
    } catch (error) {
      setProblem(sentenceOf(error))
    }
    setBusy(false)
  }
  return (
    <Sheet title={isNew ? 'Добавить' : 'Изменить'} onClose={onClose}>
      {columns.map((column) => (
        <label key={column} className="record-field">
          {columnTitle(column)}
          {isLong(column) ? (
            <textarea
              rows={6}
              value={cells[column] ?? ''}
              onChange={({ target }) => setCells({ ...cells, [column]: target.value })}
            />
          ) : (
            <input
              value={cells[column] ?? ''}
              readOnly={!isNew && column === keyColumn}
              onChange={({ target }) => setCells({ ...cells, [column]: target.value })}
            />
          )}
        </label>
      ))}
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <div role="status">{seen !== null && <ImportReport seen={seen} />}</div>
      <Button size="l" stretched loading={isBusy} onClick={() => void save()}>
        Сохранить
      </Button>
      <Button size="l" stretched mode="secondary" onClick={onClose}>
        Отмена
      </Button>
    </Sheet>
  )
}

export const TemplatesPage = () => (
  <TablePage
    kind="templates"
    hint="Готовые ответы, которые бот и рабочее место предлагают сотруднику. Пропуски вроде {дата} нужно заполнить перед отправкой."
    name="title"
    words="text"
  />
)

export const FaqPage = () => (
  <TablePage
    kind="faq"
    hint="На эти вопросы бот отвечает сам, если уверен; житель нажимает «Помогло» или «Передать сотруднику»."
    name="question"
    words="answer"
  />
)

export const AnswerRulesPage = () => (
  <TablePage
    kind="answer-rules"
    hint="Ваши слова поверх встроенных правил: что советовать при проверке ответа. Вид off выключает совет."
    name="phrase"
    words="better"
  />
)
