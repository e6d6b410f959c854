/** Judges a run by what both sides know after it. Knows nothing of how the product works, only what it promises. */
import { compareAnswers } from './compare-answers.ts'
import {
  type Evidence,
  type InboxRow,
  type OutboxRow,
  type SaidInVk,
  dialogueKey,
  groupBy,
} from './evidence.ts'
import { isMarked, mineCommand } from './phrases.ts'
import { type Problem, cut, problem } from './problem.ts'

export function compare(evidence: Evidence): readonly Problem[] {
  return [
    ...compareInbox(evidence),
    ...compareOutbox(evidence),
    ...compareWords(evidence),
    ...compareAnswers(evidence),
    ...compareLog(evidence),
    ...findSilence(evidence),
    ...evidence.openGaps.map((groupId) => ({ groupId, peerId: 0, what: 'a gap was never read' })),
  ]
}

/** Every message of a person, and every one written by hand, came in exactly once and was handled. */
function compareInbox({ said, inbox }: Evidence): readonly Problem[] {
  const typeBy = { person: 'message_new', operator: 'message_reply' } as const
  const rowsBy = groupBy(inbox, (row) => `${row.type}:${dialogueKey(row)}:${row.cmid ?? ''}`)
  const expected = said.flatMap((message) =>
    message.author === 'bot' ? [] : [{ message, type: typeBy[message.author] }],
  )
  const known = new Set(
    expected.map(({ message, type }) => `${type}:${dialogueKey(message)}:${message.cmid}`),
  )
  const judged = expected.flatMap(({ message, type }) => {
    const rows = rowsBy.get(`${type}:${dialogueKey(message)}:${message.cmid}`) ?? []
    return judgeRows(message, rows)
  })
  const invented = inbox
    .filter(({ type, cmid }) => (type === 'message_new' || type === 'message_reply') && cmid !== null)
    .filter((row) => !known.has(`${row.type}:${dialogueKey(row)}:${row.cmid ?? ''}`))
    .map((row) => problem(row, `the inbox has message ${row.cmid ?? ''} that VK does not have`))
  const parked = inbox
    .filter((row) => row.status !== 'done' && !isPoison(row))
    .map((row) =>
      problem(row, `${row.type} ${row.cmid ?? ''} is ${row.status}: ${row.reason ?? 'not handled'}`),
    )
  return [...judged, ...invented, ...parked]
}

/** What cannot be read at all belongs to no dialogue; that it is parked is right. */
const isPoison = ({ status, peerId, cmid }: InboxRow): boolean =>
  status === 'parked' && peerId === 0 && cmid === null

function judgeRows(message: SaidInVk, rows: readonly InboxRow[]): readonly Problem[] {
  if (rows.length === 1) return []
  return [problem(message, `message ${message.cmid} came in ${rows.length} times`)]
}

/** What the product decided to say stands in the dialogue exactly once, in the order in which it was decided. */
function compareOutbox({ said, outbox }: Evidence): readonly Problem[] {
  const unsent = outbox
    .filter(({ status }) => status !== 'sent')
    .map((row) => problem(row, `outbox ${row.id} is ${row.status}: ${row.error ?? 'not tried'}`))
  const spoken = groupBy(
    said.filter(({ author }) => author === 'bot'),
    dialogueKey,
  )
  const decided = groupBy(afterEdits(outbox), dialogueKey)
  const keys = new Set([...spoken.keys(), ...decided.keys()])
  const differing = [...keys].flatMap((key) => {
    const words = spoken.get(key) ?? []
    const rows = decided.get(key) ?? []
    const place = words[0] ?? rows[0]
    const at = rows.findIndex((row, index) => !isSame(row, words[index]))
    if (place === undefined || (at < 0 && rows.length === words.length)) return []
    const index = at < 0 ? rows.length : at
    return [
      problem(
        place,
        `${rows.length} rows of the outbox, ${words.length} messages in VK; the first difference is at ${index}: ` +
          `decided «${cut(rows[index]?.text)}» (outbox ${rows[index]?.id ?? 'none'}), ` +
          `said «${cut(words[index]?.text)}» (message ${words[index]?.cmid ?? 'none'})`,
      ),
    ]
  })
  return [...unsent, ...differing]
}

/** Messages as they read after the last change of each. */
function afterEdits(outbox: readonly OutboxRow[]): readonly OutboxRow[] {
  const textBy = new Map(outbox.flatMap(({ editsId, text }) => (editsId === null ? [] : [[editsId, text]])))
  return outbox
    .filter(({ editsId }) => editsId === null)
    .map((row) => ({ ...row, text: textBy.get(row.id) ?? row.text }))
}

const isSame = (
  row: { readonly randomId: number; readonly text: string; readonly cmid: number | null },
  message: SaidInVk | undefined,
): boolean =>
  message !== undefined &&
  row.randomId === message.randomId &&
  row.text === message.text &&
  (row.cmid === null || row.cmid === message.cmid)

/** Marked words of a citizen stand in a ticket exactly once; a ticket has no words that nobody said. */
function compareWords({ said, words, tickets }: Evidence): readonly Problem[] {
  const ticketBy = new Map(tickets.map((ticket) => [ticket.id, ticket]))
  const keyOf = (place: Parameters<typeof dialogueKey>[0], cmid: number): string =>
    `${dialogueKey(place)}:${cmid}`
  const ofCitizens = words.flatMap((row) => {
    const ticket = ticketBy.get(row.ticketId)
    return row.author === 'citizen' && ticket !== undefined ? [{ row, ticket }] : []
  })
  const rowsBy = groupBy(ofCitizens, ({ row, ticket }) => keyOf(ticket, row.cmid ?? 0))
  const ofPeople = said.filter(({ author }) => author === 'person')
  const saidBy = new Map(ofPeople.map((message) => [keyOf(message, message.cmid), message]))
  const lost = ofPeople
    .filter(({ text }) => isMarked(text))
    .filter((message) => (rowsBy.get(keyOf(message, message.cmid)) ?? []).length !== 1)
    .map((message) => {
      const count = (rowsBy.get(keyOf(message, message.cmid)) ?? []).length
      return problem(
        message,
        `words «${cut(message.text)}» (message ${message.cmid}) are in tickets ${count} times`,
      )
    })
  const invented = ofCitizens
    .filter(({ row, ticket }) => saidBy.get(keyOf(ticket, row.cmid ?? 0))?.text !== row.text)
    .map(({ row, ticket }) =>
      problem(ticket, `ticket ${row.ticketId} has words «${cut(row.text)}» that were not said so`),
    )
  return [...lost, ...invented]
}

/** The event log tells a possible story, and the messages it names exist. */
function compareLog({ said, tickets, ticketEvents }: Evidence): readonly Problem[] {
  const saidBy = new Map(said.map((message) => [`${dialogueKey(message)}:${message.cmid}`, message]))
  const eventsBy = groupBy(ticketEvents, ({ ticketId }) => String(ticketId))
  return tickets.flatMap((ticket) => {
    const events = eventsBy.get(String(ticket.id)) ?? []
    const complain = (what: string): Problem => problem(ticket, `ticket ${ticket.id}: ${what}`)
    const types = events.map(({ type }) => type)
    const closings = types.filter((type) => closing.has(type))
    const closedAt = types.findIndex((type) => closing.has(type))
    const late = closedAt < 0 ? [] : types.slice(closedAt + 1).filter((type) => ofOpenTickets.has(type))
    const last = closings.at(-1)
    const isClosed = ticket.status === 'answered' || ticket.status === 'withdrawn'
    const caused = events.flatMap((event) => {
      if (event.cmid === null) return []
      const message = saidBy.get(`${dialogueKey(ticket)}:${event.cmid}`)
      const author = event.type === 'operatorReplied' ? 'operator' : 'person'
      if (message?.author !== author)
        return [complain(`${event.type} names message ${event.cmid}, which is not there`)]
      return event.type !== 'messageAdded' || event.vkDate === message.date
        ? []
        : [
            complain(
              `${event.type} ${event.cmid} has the date ${event.vkDate ?? 'none'} and not ${message.date}`,
            ),
          ]
    })
    const causes = events.flatMap(({ type, cmid }) => (cmid === null ? [] : [`${type} ${cmid}`]))
    return [
      ...(types[0] === 'ticketOpened' && types.filter((type) => type === 'ticketOpened').length === 1
        ? []
        : [
            complain(
              `opened ${types.filter((type) => type === 'ticketOpened').length} times, first ${types[0] ?? 'nothing'}`,
            ),
          ]),
      ...(closings.length > 1 ? [complain(`closed ${closings.length} times`)] : []),
      ...(late.length > 0 ? [complain(`${late.join(', ')} after it was closed`)] : []),
      ...((last !== undefined) === isClosed
        ? []
        : [complain(`is ${ticket.status}, the log says ${last ?? 'open'}`)]),
      ...(new Set(causes).size === causes.length
        ? []
        : [complain(`a message counts twice: ${causes.join(', ')}`)]),
      ...caused,
    ]
  })
}

const closing: ReadonlySet<string> = new Set(['ticketAnswered', 'ticketWithdrawn'])
const ofOpenTickets: ReadonlySet<string> = new Set([
  'ticketTaken',
  'ticketForwarded',
  'messageAdded',
  'operatorReplied',
])

/** Nobody is left without a word, and a question of the menu is answered as often as it was asked. */
function findSilence({ said }: Evidence): readonly Problem[] {
  return [...groupBy(said, dialogueKey).values()].flatMap((dialogue) => {
    const [first] = dialogue
    const last = dialogue.findLast(({ author }) => author === 'person')
    if (first === undefined || last === undefined) return []
    const isByHand = dialogue.some(({ author }) => author === 'operator')
    const asked = dialogue.filter(({ author, text }) => author === 'person' && text === mineCommand).length
    const listed = dialogue.filter(({ author, text }) => author === 'bot' && lists.test(text)).length
    return [
      ...(isByHand || dialogue.some(({ author, cmid }) => author === 'bot' && cmid > last.cmid)
        ? []
        : [problem(first, `nobody replied to «${cut(last.text)}» (message ${last.cmid})`)]),
      ...(asked === listed
        ? []
        : [problem(first, `asked for the list ${asked} times, got it ${listed} times`)]),
    ]
  })
}

const lists = /^(?:Ваши обращения:|Обращений у вас пока нет)/u
