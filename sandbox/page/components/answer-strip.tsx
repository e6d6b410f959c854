import { useEffect, useState } from 'react'
import type { EventAnswer } from '../model/event-answer.ts'

const shownMs = 8_000

/** What the bot answered to a callback button: a line that goes away by itself. */
export function AnswerStrip({ answer }: { readonly answer: EventAnswer }) {
  const [gone, setGone] = useState<EventAnswer | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setGone(answer), shownMs)
    return () => clearTimeout(timer)
  }, [answer])
  if (gone === answer) return null
  return (
    <div className="answer" role="status">
      {answer.kind === 'snackbar' ? (
        answer.text
      ) : (
        <a href={answer.url} target="_blank" rel="noreferrer noopener">
          Бот предлагает открыть ссылку: {answer.url}
        </a>
      )}
    </div>
  )
}
