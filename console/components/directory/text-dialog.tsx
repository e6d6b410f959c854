import { Button } from '@vkontakte/vkui/dist/cssm'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/bot-text-schemas.ts'
import { Refusal, sentenceOf } from '../../api/client.ts'
import { useConsole } from '../../hooks/console-context.ts'
import type { BotTextShown } from '../../model/bot-texts.ts'
import { Sheet } from '../sheet.tsx'
import { BotBubble } from './bot-bubble.tsx'

type Looked = z.output<typeof schemas.botTextLooked>
type Given = z.input<typeof schemas.botTextBody>

interface Props {
  readonly text: BotTextShown
  readonly onClose: () => void
  readonly onSaved: (news: string) => void
  /** Somebody else has changed it meanwhile. */
  readonly onStale: () => void
}

/** One text: written, seen as the citizen will see it, looked through, and only then said. */
export function TextDialog({ text, onClose, onSaved, onStale }: Props) {
  const { usual, own } = text
  const [words, setWords] = useState(own ?? usual)
  const { looked, look, problem, isBusy, save } = useSaving(text.key, { onSaved, onStale })
  const isChanged = words.trim() !== (own ?? usual)
  useEffect(() => (isChanged ? look(words) : undefined), [isChanged, look, words])
  return (
    <Sheet title={text.title} onClose={onClose}>
      <p className="quiet">{text.where}.</p>
      <WordsField text={text} words={words} onChange={setWords} />
      <section aria-label="Так прочитает житель">
        <p className="quiet">Так прочитает житель</p>
        <BotBubble words={words} of={text} />
      </section>
      <div role="status">{isChanged && looked !== null && <Remarks looked={looked} />}</div>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <Button
        size="l"
        stretched
        loading={isBusy}
        disabled={!isChanged}
        onClick={() => void save({ text: words, seen: own }, 'Сохранено: жители уже читают новые слова.')}
      >
        Сохранить
      </Button>
      {own !== null && (
        <Button
          size="l"
          stretched
          mode="secondary"
          disabled={isBusy}
          onClick={() => void save({ text: null, seen: own }, 'Бот снова говорит, как было.')}
        >
          Вернуть как было
        </Button>
      )}
      <Button size="l" stretched mode="secondary" onClick={onClose}>
        Отмена
      </Button>
      {isChanged && <Before text={text} />}
    </Sheet>
  )
}

const lookAfterMs = 400

function useSaving(key: string, { onSaved, onStale }: Pick<Props, 'onSaved' | 'onStale'>) {
  const { client } = useConsole()
  const [looked, setLooked] = useState<Looked | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const look = useCallback(
    (words: string): (() => void) => {
      let isCurrent = true
      const timer = setTimeout(() => {
        const given: Given = { text: words, seen: null, isDryRun: true }
        client.post<Looked>(`/directory/texts/${key}`, given).then(
          (found) => (isCurrent ? setLooked(found) : undefined),
          // Without a network there is no advice; saving will say so.
          () => setLooked(null),
        )
      }, lookAfterMs)
      return () => {
        isCurrent = false
        clearTimeout(timer)
      }
    },
    [client, key],
  )
  const save = async (given: Omit<Given, 'isDryRun'>, news: string): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      const found = await client.post<Looked>(`/directory/texts/${key}`, { ...given, isDryRun: false })
      if (found.isSaved) return onSaved(news)
      setLooked(found)
    } catch (error) {
      setProblem(sentenceOf(error))
      if (error instanceof Refusal && error.kind === 'changed') onStale()
    }
    setBusy(false)
  }
  return { looked, look, problem, isBusy, save }
}

interface FieldProps {
  readonly text: BotTextShown
  readonly words: string
  readonly onChange: (words: string) => void
}

function WordsField({ text: { blanks, charactersMax }, words, onChange }: FieldProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const insert = (name: string): void => {
    const { current } = field
    if (current === null) return
    current.setRangeText(`{${name}}`, current.selectionStart, current.selectionEnd, 'end')
    onChange(current.value)
    current.focus()
  }
  return (
    <>
      <label className="record-field">
        Что говорит бот
        <textarea ref={field} rows={6} value={words} onChange={({ target }) => onChange(target.value)} />
      </label>
      <p className="quiet">
        {words.length} из {charactersMax} знаков
      </p>
      {blanks.length > 0 && (
        <div className="blanks">
          <p className="quiet">Бот подставит сам:</p>
          <ul>
            {blanks.map(({ name, meaning, isRequired }) => (
              <li key={name}>
                <button type="button" className="link" onClick={() => insert(name)}>
                  <span className="hidden">Вставить </span>
                  {`{${name}}`}
                </button>{' '}
                — {meaning}
                {isRequired && ', нужен обязательно'}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}

function Remarks({ looked: { problems, advice } }: { readonly looked: Looked }) {
  return (
    <>
      {problems.length > 0 && (
        <ul className="problem">
          {problems.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {problems.length === 0 && advice.length > 0 && (
        <section className="remarks" aria-label="Совет">
          <p>Можно проще</p>
          <ul>
            {advice.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

/** What the bot says until it is saved; and what it said at first, when that is something else. */
const Before = ({ text }: { readonly text: BotTextShown }) => (
  <>
    <section aria-label="Сейчас бот говорит так">
      <p className="quiet">Сейчас бот говорит так</p>
      <BotBubble words={text.own ?? text.usual} of={text} />
    </section>
    {text.own !== null && (
      <section aria-label="Как было">
        <p className="quiet">Как было</p>
        <BotBubble words={text.usual} of={text} />
      </section>
    )}
  </>
)
