import { Button } from '@vkontakte/vkui/dist/cssm'
import { useState } from 'react'
import { sentenceOf } from '../../api/client.ts'
import { useConsole } from '../../hooks/console-context.ts'
import { base64Of } from '../../model/base64.ts'
import { type Table, type TableKind, tableTitles } from '../../model/tables.ts'
import { saveText } from '../figures/save.ts'
import { ImportReport, type Imported } from './import-report.tsx'

const isKind = (name: string): name is TableKind => Object.hasOwn(tableTitles, name)

function useImport(kind: TableKind) {
  const { client } = useConsole()
  const [file, setFile] = useState<string | null>(null)
  const [seen, setSeen] = useState<Imported | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const perform = async (act: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      await act()
    } catch (error) {
      setProblem(sentenceOf(error))
    }
    setBusy(false)
  }
  const send = (isDryRun: boolean): Promise<void> =>
    perform(async () => setSeen(await client.post<Imported>('/directory/imports', { kind, file, isDryRun })))
  const fetchTable = (): Promise<void> =>
    perform(async () => {
      const { csv } = await client.get<Table>(`/directory/tables/${kind}`)
      // A spreadsheet takes a file with this mark for UTF-8.
      saveText(`${kind}.csv`, `\uFEFF${csv}`)
    })
  const choose = async (chosen: File | undefined): Promise<void> => {
    setSeen(null)
    setFile(chosen === undefined ? null : base64Of(new Uint8Array(await chosen.arrayBuffer())))
  }
  const forget = (): void => setSeen(null)
  return { file, seen, problem, isBusy, send, fetchTable, choose, forget }
}

/** First what would change, then the change: the same file, looked through before it is applied. */
export function ImportPage() {
  const [kind, setKind] = useState<TableKind>('rules')
  const { file, seen, problem, isBusy, send, fetchTable, choose, forget } = useImport(kind)
  return (
    <div className="stack">
      <p className="quiet">
        Файл XLSX (первый лист) или CSV. Столбцы — как в выгрузке. Сначала проверка: она ничего не меняет.
      </p>
      <label className="field">
        Что загружаем
        <select
          value={kind}
          onChange={({ target }) => {
            if (isKind(target.value)) setKind(target.value)
            forget()
          }}
        >
          {Object.entries(tableTitles).map(([id, title]) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <button className="link" disabled={isBusy} onClick={() => void fetchTable()}>
        Выгрузить то, что есть сейчас (CSV)
      </button>
      <label className="field">
        Файл
        <input
          type="file"
          accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          onChange={({ target }) => void choose(target.files?.[0])}
        />
      </label>
      <Button size="l" disabled={file === null} loading={isBusy} onClick={() => void send(true)}>
        Проверить
      </Button>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      {seen !== null && <Preview seen={seen} isBusy={isBusy} onApply={() => void send(false)} />}
    </div>
  )
}

interface PreviewProps {
  readonly seen: Imported
  readonly isBusy: boolean
  readonly onApply: () => void
}

function Preview({ seen, isBusy, onApply }: PreviewProps) {
  const hasChanges = seen.added + seen.changed > 0
  return (
    <section className="block" aria-label="Что изменится" role="status">
      <ImportReport seen={seen} />
      {seen.isGood && !seen.isApplied && hasChanges && (
        <Button size="l" loading={isBusy} onClick={onApply}>
          Загрузить
        </Button>
      )}
    </section>
  )
}
