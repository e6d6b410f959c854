import { Button } from '@vkontakte/vkui/dist/cssm'
import { useState } from 'react'
import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/quality-schemas.ts'
import { sentenceOf } from '../../api/client.ts'
import { useConsole } from '../../hooks/console-context.ts'
import { useLoaded } from '../../hooks/use-loaded.ts'
import { dayTitle } from '../../model/moments.ts'
import { Loading } from '../loading.tsx'

type Sample = z.output<typeof schemas.answerSample>
type Answer = Sample['answers'][number]
type Judgement = z.output<typeof schemas.judgement>

/** Five answers of last week that chance has chosen, judged one by one. */
export function AnswersPage() {
  const found = useLoaded<Sample>('/quality/sample')
  const [judged, setJudged] = useState<Sample | null>(null)
  return (
    <Loading of={found}>
      {(loaded) => {
        const sample = judged ?? loaded
        const { week, candidates, seed, answers } = sample
        return (
          <>
            <p role="status">
              Неделя с {dayTitle(week.from)} по {dayTitle(week.to)}. Оценено {sample.judged} из{' '}
              {answers.length}.
            </p>
            <p className="quiet">
              {answers.length === 0
                ? 'На прошлой неделе оценивать нечего: других ответов у вас не было.'
                : `Ответы выбрал случай из ${candidates}, без имён жителей. Выбор можно проверить: его число ${seed ?? ''} записано в журнале событий.`}
            </p>
            <ol className="stack">
              {answers.map((answer) => (
                <li key={answer.number} className="card judged-answer">
                  <AnswerForm
                    key={JSON.stringify(answer.judgement)}
                    answer={answer}
                    sample={sample}
                    onJudged={setJudged}
                  />
                </li>
              ))}
            </ol>
          </>
        )
      }}
    </Loading>
  )
}

interface FormProps {
  readonly answer: Answer
  readonly sample: Sample
  readonly onJudged: (sample: Sample) => void
}

function AnswerForm({ answer, sample, onJudged }: FormProps) {
  const { client } = useConsole()
  const [given, setGiven] = useState<Partial<Judgement>>(answer.judgement ?? {})
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const isWhole = sample.criteria.every(({ key }) => given[key] !== undefined)
  const save = async (): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      const body = { week: sample.week.from, ...given }
      onJudged(await client.post<Sample>(`/quality/sample/${answer.number}`, body))
    } catch (error) {
      setProblem(sentenceOf(error))
    }
    setBusy(false)
  }
  return (
    <>
      <h2>
        Ответ {answer.number}
        <span className="quiet">
          {' '}
          · {answer.topic ?? 'тема не определена'} · {answer.institution ?? 'координаторы'}
        </span>
      </h2>
      <p className="said">{answer.question}</p>
      <blockquote className="said">{answer.answer ?? 'Слова удалены по просьбе жителя.'}</blockquote>
      {answer.answer !== null && (
        <>
          {sample.criteria.map(({ key, question }) => (
            <fieldset key={key} className="grades">
              <legend>{question}</legend>
              {sample.grades.map((grade) => (
                <label key={grade.key}>
                  <input
                    type="radio"
                    name={`${answer.number}-${key}`}
                    checked={given[key] === grade.key}
                    onChange={() => setGiven({ ...given, [key]: grade.key })}
                  />
                  {grade.title}
                </label>
              ))}
            </fieldset>
          ))}
          {problem !== null && (
            <p className="problem" role="alert">
              {problem}
            </p>
          )}
          <Button size="m" disabled={!isWhole} loading={isBusy} onClick={() => void save()}>
            {answer.judgement === null ? 'Оценить' : 'Изменить оценку'}
          </Button>
        </>
      )}
    </>
  )
}
