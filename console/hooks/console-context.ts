import { createContext, useContext } from 'react'
import type { AnswerSender } from '../api/answer-sender.ts'
import type { ConsoleClient } from '../api/client.ts'
import type { LiveNews } from '../api/live-news.ts'

export interface ConsoleParts {
  readonly client: ConsoleClient
  readonly live: LiveNews
  readonly sender: AnswerSender
}

export const ConsoleContext = createContext<ConsoleParts | null>(null)

export function useConsole(): ConsoleParts {
  const parts = useContext(ConsoleContext)
  if (parts === null) throw new Error('the page has no ConsoleContext')
  return parts
}
