/**
 * Every figure once more, from the raw log: slow, one ticket after another, sorted lists instead of histograms, and no
 * code shared with src/domain/figures or with working time. What is written here is docs/metrics.md in another language.
 */
import { type Owner, type RawEvent, type RawLog, day, office, regionDay, worked } from './raw-log.ts'
import { kinds, spoken } from './event-kinds.ts'
import { drawnByHand, lastWordOfCitizen } from './ticket-by-hand.ts'
import { type Question, Tally, durations, shape } from './tally.ts'

/** By member. */
export function figuresByHand(
  { tickets, owners, dialogues }: RawLog,
  question: Question,
): ReadonlyMap<string, unknown> {
  const { by, from, to, now } = question
  const tallies = new Map<string, Tally>()
  const kindOf = (owner: number | null): string => (owner === null ? '-' : (owners.get(owner)?.kind ?? '-'))
  const file = (
    where: Partial<Record<Question['by'], string>>,
    ms: number,
    fill: (tally: Tally) => void,
  ): void => {
    const member = where[by]
    const date = regionDay(ms)
    if (member === undefined || date < from || date >= to) return
    const tally = tallies.get(member) ?? new Tally()
    tallies.set(member, tally)
    fill(tally)
  }
  const ownerOf = (id: number | null): Owner => (id === null ? office : (owners.get(id) ?? office))

  for (const { type, ms, group, step } of dialogues)
    file({ total: 'all', community: String(group) }, ms, (t) => {
      if (type === 'faqShown' || type === 'faqHelped') t.add(type)
      else if (type === 'questionDropped') t.add(`dropped:${step}`)
      else throw new Error(`what is ${type}?`)
    })
  for (const log of tickets.values()) {
    for (const { type } of log) if (!kinds.has(type)) throw new Error(`what is ${type}?`)
    // Another ticket of the same person counts for both.
    if (log.some(({ type }) => type === 'ticketMerged')) continue
    const lost = new Set<RawEvent>()
    for (const refusal of log.filter((e) => e.type === 'messageUndelivered')) {
      const at = Date.parse(String(refusal.facts['saidAt']))
      const answer = log.findLast((e) => spoken.has(e.type) && e.atMs === at && e.id < refusal.id)
      if (answer !== undefined) lost.add(answer)
    }
    const events = log.filter((e) => !lost.has(e)).sort((a, b) => a.ms - b.ms || a.id - b.id)
    const opened = events.find((e) => e.type === 'ticketOpened')
    if (opened === undefined) continue
    const t0 = opened.ms
    const is =
      (...types: string[]) =>
      (e: RawEvent) =>
        types.includes(e.type)
    const person = (e: RawEvent): boolean => e.by === 'staff' || e.by === 'operator'
    const responses = events.filter((e) => is(...spoken)(e) && person(e))
    const routes = events.filter(is('ticketRouted'))
    const reopenings = events.filter(is('ticketReopened'))
    const withdrawn = events.find(is('ticketWithdrawn'))
    const ownerAt = (e: RawEvent): number | null => {
      const route = routes.findLast((r) => r.ms < e.ms || (r.ms === e.ms && r.id < e.id))
      return route?.owner ?? null
    }
    // Working time by whoever had the ticket.
    const byOwners = (a: number, b: number): number => {
      let total = 0
      routes.forEach((route, index) => {
        const start = index === 0 ? a : Math.max(a, route.ms)
        const end = Math.min(b, routes[index + 1]?.ms ?? b)
        if (end > start) total += worked(ownerOf(route.owner), start, end)
      })
      return total
    }
    const place = {
      total: 'all',
      community: String(opened.facts['groupId']),
      municipality: String(opened.facts['municipalityId']),
      topic: String(events.findLast(is('topicChanged'))?.facts['to'] ?? opened.facts['topicId']),
    }
    const creditOwner = (owner: number | null, actor: RawEvent | null) => ({
      ...place,
      institution: owner === null ? '-' : String(owner),
      kind: kindOf(owner),
      ...(actor !== null && actor.by === 'staff' ? { administrator: String(actor.actor) } : {}),
    })

    // The ticket itself.
    const first = responses[0]
    // The citizen's «Сделали? — Да» settles the matter, too, and is no response.
    const answers = events.filter((e) => e.type === 'ticketAnswered' && (person(e) || e.by === 'citizen'))
    const lastAnswer = answers.at(-1)
    const isVoid =
      lastAnswer !== undefined && reopenings.some((r) => r.ms >= lastAnswer.ms && r.id > lastAnswer.id)
    // Reopened later than in 14 days: what was answered stays the one resolution, and the ticket is open all the same.
    const tooLate = reopenings.find((r) => {
      const before = answers.findLast((a) => a.ms <= r.ms)
      return before !== undefined && r.ms - before.ms > 14 * day
    })
    const kept = tooLate === undefined ? undefined : answers.findLast((a) => a.ms <= tooLate.ms)
    const resolution = kept ?? (isVoid ? undefined : lastAnswer)
    const isOpen = withdrawn === undefined && (lastAnswer === undefined || isVoid)
    const moves = routes.filter(
      (r, i) => i > 0 && r.facts['institutionId'] !== routes[i - 1]?.facts['institutionId'],
    )
    const firstDue = Date.parse(String(routes[0]?.facts['firstReplyDueAt']))
    const lastRoute = routes.at(-1)
    const pauses = responses
      .filter(is('clarificationAsked'))
      .map((asked) => {
        const next = events.find(
          (e) =>
            e.ms >= asked.ms &&
            e.id > asked.id &&
            is(
              'messageAdded',
              'ticketAbsorbed',
              'ticketAnswered',
              'ticketWithdrawn',
              'operatorReplied',
              'interimAnswered',
              'clarificationAsked',
              'incidentTold',
              'humanRequested',
            )(e),
        )
        return next === undefined ? null : { from: asked.ms, to: Math.min(next.ms, asked.ms + 3 * day) }
      })
      .filter((pause) => pause !== null)
    const moved = events.findLast((e) => is('clockResumed')(e) && e.id > (lastRoute?.id ?? 0))
    const before = (limit: number): number =>
      pauses.reduce((sum, p) => sum + (p.from < limit ? p.to - p.from : 0), 0)
    const finalDue =
      moved === undefined
        ? Date.parse(String(lastRoute?.facts['finalAnswerDueAt']))
        : Date.parse(String(moved.facts['finalAnswerDueAt'])) - before(moved.ms)
    const stands = responses.filter(is('clarificationAsked')).length > pauses.length
    const openFinalDue = stands ? Infinity : finalDue + before(Infinity)
    const paused = pauses.filter((p) => resolution !== undefined && p.from < resolution.ms)
    const pausedMs = paused.reduce((sum, p) => sum + p.to - p.from, 0)

    file(place, t0, (t) => {
      t.add('received')
      if (withdrawn !== undefined) t.add('withdrawn')
      if (first !== undefined) t.add(first.ms <= firstDue ? 'replyOnTime' : 'replyLate')
      else if (withdrawn !== undefined) {
        if (withdrawn.ms > firstDue) t.add('replyLate')
      } else if (isOpen && now > firstDue) t.add('replyOverdue')
      t.add('forwards', moves.length)
      if (moves.length > 0)
        t.add(
          'lostSeconds',
          Math.round(
            ((routes.findLast((r) => moves.includes(r) || reopenings.length > 0)?.ms ?? 0) -
              (routes[0]?.ms ?? 0)) /
              1000,
          ),
        )
      t.add('pauses', pauses.length)
      t.add('pauseSeconds', Math.round(pauses.reduce((sum, p) => sum + p.to - p.from, 0) / 1000))
      t.add('undelivered', lost.size)
      if (resolution !== undefined) {
        t.add('firstOwnerJudged')
        if (moves.length === 0) t.add('firstOwnerRight')
      }
    })
    if (first !== undefined)
      file(creditOwner(ownerAt(first), first), t0, (t) => {
        t.add('responded')
        durations(t, 'first', first.ms - t0, byOwners(t0, first.ms), true)
      })
    if (resolution !== undefined)
      file(creditOwner(ownerAt(resolution), resolution), t0, (t) => {
        t.add('answered')
        const pausedWork = paused.reduce((sum, p) => sum + byOwners(p.from, p.to), 0)
        durations(t, 'final', resolution.ms - t0 - pausedMs, byOwners(t0, resolution.ms) - pausedWork, false)
        t.add(resolution.ms <= finalDue + pausedMs ? 'finalOnTime' : 'finalLate')
      })
    const voided =
      reopenings[0] === undefined ? undefined : answers.findLast((a) => a.ms <= (reopenings[0]?.ms ?? 0))
    if (voided !== undefined) file(creditOwner(ownerAt(voided), voided), t0, (t) => t.add('reopened'))
    const lastWord =
      resolution ??
      (reopenings.length > 0 ? answers.findLast((a) => a.ms <= (reopenings.at(-1)?.ms ?? 0)) : undefined)
    const credited = lastWord === undefined ? place : creditOwner(ownerAt(lastWord), lastWord)
    if (events.some(is('ratingAsked'))) file(credited, t0, (t) => t.add('asked'))
    const rated = events.findLast(is('ticketRated'))
    if (rated !== undefined) file(credited, t0, (t) => t.add(`rated:${String(rated.facts['rating'])}`))

    // Each owner: a new stretch begins with a new owner, or with a reopening.
    routes.forEach((route, index) => {
      const owner = route.owner
      const next = routes[index + 1]
      const reopened = reopenings.findLast((r) => r.ms <= route.ms)
      const start =
        reopened !== undefined && index > 0 && reopened.ms > (routes[index - 1]?.ms ?? 0)
          ? reopened.ms
          : route.ms
      const endsByReopening = next !== undefined && reopenings.some((r) => r.ms > route.ms && r.ms <= next.ms)
      const end = next?.ms ?? Infinity
      const response = responses.find((r) => r.ms >= start && r.ms < end && r.id > route.id)
      const due = Date.parse(String(route.facts['firstReplyDueAt']))
      file(creditOwner(owner, response ?? null), start, (t) => {
        t.add('ownerReceived')
        if (next !== undefined && !endsByReopening) t.add('ownerForwarded')
        const left = next !== undefined ? next.ms : withdrawn?.ms
        if (response !== undefined) {
          t.add('ownerResponded')
          t.add(response.ms <= due ? 'ownerOnTime' : 'ownerLate')
          durations(t, 'owner', response.ms - start, worked(ownerOf(owner), start, response.ms), true)
        } else if (left !== undefined) {
          if (left > due) t.add('ownerLate')
        } else if (now > due) t.add('ownerOverdue')
      })
      if (next === undefined && isOpen) {
        const waits = !responses.some((r) => r.ms >= lastWordOfCitizen(events, reopenings, t0, responses))
        const deadline = [
          first === undefined ? firstDue : Infinity,
          response === undefined ? due : Infinity,
          resolution === undefined ? openFinalDue : Infinity,
        ]
        const isOverdue = deadline.some((moment) => moment < now)
        const open = (t: Tally): void => {
          t.add('open')
          if (waits) t.add('waiting')
          if (isOverdue) t.add('overdue')
          if (resolution === undefined && openFinalDue < now) t.add('finalOverdue')
        }
        file(place, t0, open)
        file({ institution: String(owner ?? '-'), kind: kindOf(owner) }, start, open)
      }
    })

    // Every wait: it begins with words when nobody owes an answer yet, and ends with the next response.
    const words = events.filter(
      is('ticketOpened', 'messageAdded', 'ticketAbsorbed', 'humanRequested', 'ticketReopened'),
    )
    let answeredUntil = { ms: -1, id: -1 }
    for (const word of words) {
      if (word.ms < answeredUntil.ms || (word.ms === answeredUntil.ms && word.id < answeredUntil.id)) continue
      const isClosedThen = events.findLast(
        (e) =>
          e.id !== word.id &&
          (e.ms < word.ms || (e.ms === word.ms && e.id < word.id)) &&
          is('ticketAnswered', 'ticketReopened', 'ticketWithdrawn')(e),
      )
      if (
        word.type !== 'ticketReopened' &&
        isClosedThen !== undefined &&
        isClosedThen.type !== 'ticketReopened'
      )
        continue
      const end = responses.find((r) => r.ms > word.ms || (r.ms === word.ms && r.id > word.id))
      if (end === undefined || (withdrawn !== undefined && withdrawn.ms < end.ms)) break
      file(creditOwner(ownerAt(end), null), word.ms, (t) =>
        durations(t, 'run', end.ms - word.ms, byOwners(word.ms, end.ms), false),
      )
      answeredUntil = end
    }

    for (const { answer, word } of drawnByHand(events, responses))
      file(creditOwner(ownerAt(answer), answer), answer.ms, (t) => {
        t.add('sampled')
        if (word === undefined) return
        t.add('judged')
        for (const [criterion, grade] of Object.entries(word)) t.add(`${criterion}:${grade}`)
      })

    // Promises: kept by the next resolution in time; put off is broken.
    const promises = responses.filter(is('interimAnswered'))
    promises.forEach((promise, index) => {
      const until = Date.parse(String(promise.facts['promisedUntil']))
      const answer = answers.find((a) => a.ms > promise.ms)
      const next = promises[index + 1]
      file(creditOwner(ownerAt(promise), promise), promise.ms, (t) => {
        t.add('promises')
        const judged = events.findLast(
          (e) => e.type === 'promiseJudged' && e.ms >= promise.ms && (next === undefined || e.ms < next.ms),
        )
        if (judged !== undefined) t.add(judged.facts['isKept'] === true ? 'kept' : 'broken')
        else if (answer !== undefined && (next === undefined || next.ms > answer.ms))
          t.add(answer.ms <= until ? 'kept' : 'broken')
        else if (next !== undefined) t.add('broken')
        else if (isOpen && until < now && by !== 'administrator') t.add('broken')
      })
    })
  }
  return new Map([...tallies].map(([member, tally]) => [member, shape(tally, by)]))
}
