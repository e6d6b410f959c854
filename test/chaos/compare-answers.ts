/** Tickets and answers: what the books say against what citizens and staff have read. */
import { type Evidence, type SaidInVk, dialogueKey, groupBy } from './evidence.ts'
import { type Problem, cut, problem } from './problem.ts'

const receipt = /Обращение № (\d+) принято/gu
const answerHeading = /^Ответ на обращение № (\d+):/u
const confirmation = /^Ответ на № (\d+) отправлен/u

export function compareAnswers(evidence: Evidence): readonly Problem[] {
  return [...compareReceipts(evidence), ...compareDelivered(evidence), ...compareOrder(evidence)]
}

const byBot = ({ said }: Evidence): readonly SaidInVk[] => said.filter(({ author }) => author === 'bot')

/** Every ticket has one receipt in its dialogue, and there are no receipts of tickets that do not exist. */
function compareReceipts(evidence: Evidence): readonly Problem[] {
  const received = byBot(evidence).flatMap((message) =>
    [...message.text.matchAll(receipt)].map((found) => ({ message, ticketId: Number(found[1]) })),
  )
  const known = new Map(evidence.tickets.map((ticket) => [ticket.id, ticket]))
  const receiptsBy = groupBy(received, ({ ticketId }) => String(ticketId))
  const wrong = evidence.tickets
    .filter(({ id }) => (receiptsBy.get(String(id)) ?? []).length !== 1)
    .map((ticket) =>
      problem(ticket, `ticket ${ticket.id} has ${(receiptsBy.get(String(ticket.id)) ?? []).length} receipts`),
    )
  const foreign = received
    .filter(({ message, ticketId }) => {
      const ticket = known.get(ticketId)
      return ticket === undefined || dialogueKey(ticket) !== dialogueKey(message)
    })
    .map(({ message, ticketId }) =>
      problem(message, `a receipt of ticket ${ticketId}, which is not of this dialogue`),
    )
  return [...wrong, ...foreign]
}

/** The log, the words of the answer, the citizen's dialogue and the confirmation all say the same, once. */
function compareDelivered(evidence: Evidence): readonly Problem[] {
  const answered = groupBy(
    evidence.ticketEvents.filter(({ type }) => type === 'ticketAnswered'),
    ({ ticketId }) => String(ticketId),
  )
  const words = groupBy(
    evidence.words.filter(({ author, cmid }) => author === 'staff' && cmid === null),
    ({ ticketId }) => String(ticketId),
  )
  const delivered = groupBy(headed(evidence, answerHeading), ({ ticketId }) => String(ticketId))
  const confirmed = groupBy(headed(evidence, confirmation), ({ ticketId }) => String(ticketId))
  const tickets = new Map(evidence.tickets.map((ticket) => [String(ticket.id), ticket]))
  const ids = new Set([...tickets.keys(), ...answered.keys(), ...delivered.keys(), ...confirmed.keys()])
  return [...ids].flatMap((id) => {
    const ticket = tickets.get(id)
    const reached = delivered.get(id) ?? []
    const place = ticket ?? reached[0]?.message ?? { groupId: 0, peerId: 0 }
    const counts = {
      answered: (answered.get(id) ?? []).length,
      written: (words.get(id) ?? []).length,
      reached: reached.length,
      confirmed: (confirmed.get(id) ?? []).length,
    }
    const expected = ticket?.status === 'answered' ? 1 : 0
    const differs = Object.values(counts).some((count) => count !== expected)
    const [message] = reached
    const [given] = words.get(id) ?? []
    const isOther = message !== undefined && given !== undefined && !message.message.text.includes(given.text)
    const isAstray =
      ticket !== undefined && reached.some((one) => dialogueKey(one.message) !== dialogueKey(ticket))
    return [
      ...(differs
        ? [problem(place, `ticket ${id} is ${ticket?.status ?? 'unknown'}: ${JSON.stringify(counts)}`)]
        : []),
      ...(isOther
        ? [problem(place, `ticket ${id}: answered «${cut(given.text)}», the citizen read something else`)]
        : []),
      ...(isAstray ? [problem(place, `ticket ${id}: the answer went to another dialogue`)] : []),
    ]
  })
}

/** A citizen reads answers in the order in which they were given. */
function compareOrder(evidence: Evidence): readonly Problem[] {
  const given = new Map(
    evidence.ticketEvents
      .filter(({ type }) => type === 'ticketAnswered')
      .map(({ ticketId }, position) => [ticketId, position]),
  )
  const dialogues = groupBy(headed(evidence, answerHeading), ({ message }) => dialogueKey(message))
  return [...dialogues.values()].flatMap((answers) => {
    const positions = answers.map(({ ticketId }) => given.get(ticketId) ?? -1)
    const [first] = answers
    const isOrdered = positions.every(
      (position, index) => index === 0 || position > (positions[index - 1] ?? -1),
    )
    if (isOrdered || first === undefined) return []
    return [
      problem(
        first.message,
        `answers came in another order: ${answers.map(({ ticketId }) => ticketId).join(', ')}`,
      ),
    ]
  })
}

/** Messages of the bot that begin so, with the ticket they name, in the order of the dialogue. */
function headed(
  evidence: Evidence,
  heading: RegExp,
): readonly { readonly message: SaidInVk; readonly ticketId: number }[] {
  return byBot(evidence).flatMap((message) => {
    const found = heading.exec(message.text)
    return found === null ? [] : [{ message, ticketId: Number(found[1]) }]
  })
}
