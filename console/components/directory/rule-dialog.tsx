import { Button } from '@vkontakte/vkui/dist/cssm'
import { useState } from 'react'
import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/directory-schemas.ts'
import { sentenceOf } from '../../api/client.ts'
import { useConsole } from '../../hooks/console-context.ts'
import { useLoaded } from '../../hooks/use-loaded.ts'
import { type Table, fileOf } from '../../model/tables.ts'
import { Loading } from '../loading.tsx'
import { Sheet } from '../sheet.tsx'
import { ImportReport, type Imported } from './import-report.tsx'

export interface ChosenCell {
  readonly topicId: string
  readonly topic: string
  readonly municipality: { readonly code: string; readonly title: string }
  readonly owner: string | null
  readonly reason: string
}

interface Props {
  readonly cell: ChosenCell
  readonly onClose: () => void
  readonly onSaved: () => void
}

type Institutions = z.output<typeof schemas.institutions>

/** One cell of the matrix: who shall answer, what that would have changed last month, and then the rule. */
export function RuleDialog({ cell, onClose, onSaved }: Props) {
  const rules = useLoaded<Table>('/directory/tables/rules')
  const found = useLoaded<Institutions>('/directory/institutions')
  return (
    <Sheet title={`${cell.topic} — ${cell.municipality.title}`} onClose={onClose}>
      <p className="quiet">
        Сейчас: {cell.owner ?? 'координаторы'} ({cell.reason}).
      </p>
      <Loading of={rules}>
        {(table) => (
          <Loading of={found}>
            {({ institutions }) => (
              <RuleForm cell={cell} rules={table} institutions={institutions} onSaved={onSaved} />
            )}
          </Loading>
        )}
      </Loading>
      <Button size="l" stretched mode="secondary" onClick={onClose}>
        Оставить как есть
      </Button>
    </Sheet>
  )
}

interface FormProps {
  readonly cell: ChosenCell
  readonly rules: Table
  readonly institutions: Institutions['institutions']
  readonly onSaved: () => void
}

function RuleForm({ cell, rules, institutions, onSaved }: FormProps) {
  const { client } = useConsole()
  const [institution, setInstitution] = useState('')
  const [seen, setSeen] = useState<Imported | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const send = async (isDryRun: boolean): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      const text = fileOf(rules.columns, ruleFor(cell, rules, institution))
      const answer = await client.post<Imported>('/directory/imports', { kind: 'rules', text, isDryRun })
      if (answer.isApplied) return onSaved()
      setSeen(answer)
    } catch (error) {
      setProblem(sentenceOf(error))
    }
    setBusy(false)
  }
  return (
    <>
      <Owner
        institutions={institutions}
        chosen={institution}
        onChoose={(code) => {
          setInstitution(code)
          setSeen(null)
        }}
      />
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <div role="status">{seen !== null && <ImportReport seen={seen} />}</div>
      {seen?.isGood === true ? (
        <Button size="l" stretched loading={isBusy} onClick={() => void send(false)}>
          Записать правило
        </Button>
      ) : (
        <Button
          size="l"
          stretched
          loading={isBusy}
          disabled={institution === ''}
          onClick={() => void send(true)}
        >
          Что изменится
        </Button>
      )}
    </>
  )
}

interface OwnerProps {
  readonly institutions: Institutions['institutions']
  readonly chosen: string
  readonly onChoose: (code: string) => void
}

const Owner = ({ institutions, chosen, onChoose }: OwnerProps) => (
  <label className="record-field">
    Пусть отвечает
    <select value={chosen} onChange={({ target }) => onChoose(target.value)}>
      <option value="">Выберите учреждение</option>
      {institutions.map(({ code, title }) => (
        <option key={code} value={code}>
          {title}
        </option>
      ))}
    </select>
  </label>
)

/** The rule of exactly this cell when there is one, or a new one with the next number. */
function ruleFor(
  { topicId, municipality }: ChosenCell,
  { rows }: Table,
  institution: string,
): Readonly<Record<string, string>> {
  const own = rows.find(
    (row) => row['topic'] === topicId && row['municipality'] === municipality.code && row['community'] === '',
  )
  const last = Math.max(0, ...rows.map((row) => Number(row['number'])))
  return own === undefined
    ? { number: String(last + 1), topic: topicId, municipality: municipality.code, institution }
    : { ...own, institution }
}
