/** The story of one dialogue, from both sides, for whoever has to find out what went wrong in it. */
import { type Evidence, dialogueKey } from './evidence.ts'
import type { Ledger } from './ledger.ts'
import { type Problem, cut } from './problem.ts'

const linesMax = 80
/** Mischief so long before the first and after the last word belongs to the story. */
const aroundSeconds = 15

export function tellStory(evidence: Evidence, ledger: Ledger, { groupId, peerId }: Problem): string {
  const key = dialogueKey({ groupId, peerId })
  const isHere = (place: { readonly groupId: number; readonly peerId: number }): boolean =>
    dialogueKey(place) === key
  const said = evidence.said.filter(isHere)
  const inboxBy = new Map(evidence.inbox.filter(isHere).map((row) => [row.cmid, row]))
  const tickets = evidence.tickets.filter(isHere)
  const ids = new Set(tickets.map(({ id }) => id))
  const dates = said.map(({ date }) => date)
  const from = Math.min(...dates) - aroundSeconds
  const to = Math.max(...dates) + aroundSeconds
  const lines = [
    ...said.map((message) => ({
      at: message.date,
      text: `${message.author} ${message.cmid}: ${cut(message.text)}${message.author === 'bot' ? '' : ` [inbox: ${inboxBy.get(message.cmid)?.status ?? 'none'}]`}`,
    })),
    ...ledger.entries.map(({ atMs, what }) => ({ at: atMs / 1000, text: `* ${what}` })),
  ]
    .filter(({ at }) => at >= from && at <= to)
    .sort((left, right) => left.at - right.at)
    .map(({ at, text }) => `${new Date(at * 1000).toISOString().slice(11, 19)} ${text}`)
  const outbox = evidence.outbox
    .filter(isHere)
    .map(
      (row) =>
        `outbox ${row.id} ${row.status} cmid ${row.cmid ?? 'none'}: ${cut(row.text)} ${row.error ?? ''}`,
    )
  const events = evidence.ticketEvents
    .filter(({ ticketId }) => ids.has(ticketId))
    .map(({ ticketId, type, cmid }) => `ticket ${ticketId} ${type} ${cmid ?? ''}`)
  const words = evidence.words
    .filter(({ ticketId }) => ids.has(ticketId))
    .map(
      (row) =>
        `ticket ${row.ticketId} words of ${row.author}, message ${row.cmid ?? 'none'}: ${cut(row.text)}`,
    )
  return [`Dialogue ${key}`, ...shortened(lines), ...outbox, ...events, ...words].join('\n')
}

const shortened = (lines: readonly string[]): readonly string[] =>
  lines.length <= linesMax
    ? lines
    : [...lines.slice(0, linesMax / 2), `… ${lines.length - linesMax} lines …`, ...lines.slice(-linesMax / 2)]
