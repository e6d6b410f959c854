import { countsLine, type RunResult } from './run.ts'
import { tellStory } from './story.ts'

const problemsShown = 20
/** What `drill.ts` notes of its steps. */
const drillStep = /^(?:communities|all served|restart \d).*: .*\d+ ms/u

/** Counts of a run; of one that failed, the seed, what is wrong, and the story of one broken dialogue. */
export function report({ problems, evidence, ledger, seconds }: RunResult, seed: number): string {
  const people = evidence.said.filter(({ author }) => author === 'person').length
  const bot = evidence.said.filter(({ author }) => author === 'bot').length
  const dialogues = new Set(evidence.said.map(({ groupId, peerId }) => `${groupId}:${peerId}`)).size
  const answered = evidence.tickets.filter(({ status }) => status === 'answered').length
  const counts = [
    `seed ${seed}, ${Math.round(seconds)} s: ${countsLine(ledger)}`,
    `${people} messages of people and ${bot} of the bot in ${dialogues} dialogues; ${evidence.tickets.length} tickets, ${answered} answered; ${evidence.ticketEvents.length} events in the log`,
  ]
  const startMs = ledger.entries
    .flatMap(({ what }) => /^ready after (\d+) ms/u.exec(what)?.[1] ?? [])
    .map(Number)
    .sort((left, right) => left - right)
  counts.push(
    `a start takes ${startMs[Math.floor(startMs.length / 2)] ?? 0} ms (median of ${startMs.length})`,
  )
  counts.push(...ledger.entries.flatMap(({ what }) => (drillStep.test(what) ? [`- ${what}`] : [])))
  if (problems.length === 0) return [...counts, 'Both sides agree.'].join('\n')
  const broken = problems.find(({ peerId }) => peerId > 0)
  return [
    ...counts,
    `${problems.length} PROBLEMS (seed ${seed}):`,
    ...problems.slice(0, problemsShown).map(({ groupId, peerId, what }) => `- ${groupId}:${peerId}: ${what}`),
    ...(broken === undefined ? [] : ['', tellStory(evidence, ledger, broken)]),
  ].join('\n')
}
