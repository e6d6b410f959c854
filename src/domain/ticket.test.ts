import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { givenTicket, moment, noon } from '../../test/support/given.ts'
import { groupId, institutionId, staffId, ticketId, vkUserId } from './ids.ts'
import type { Result } from './result.ts'
import {
  type Ticket,
  type TransitionRefused,
  answer,
  clarify,
  forward,
  isOpen,
  isOverdue,
  merge,
  resume,
  take,
  withdraw,
} from './ticket.ts'
import { addSeconds } from './time.ts'

const olga = staffId(1)
const ivan = staffId(2)
const roads = institutionId(2)
const rerouted = {
  routedAt: moment('2026-11-24 13:00'),
  firstReplyDueAt: moment('2026-11-24 17:00'),
  finalAnswerDueAt: moment('2026-12-02 18:00'),
}

describe('asking the citizen back', () => {
  const pausedUntil = moment('2026-11-27 12:00')
  const asked = (ticket = givenTicket()): Ticket =>
    changed(clarify(ticket, { by: olga, at: noon, pausedUntil }))

  it('is a response of a person and stops the clock', () => {
    expect(asked()).toMatchObject({
      status: 'taken',
      takenById: olga,
      firstResponseAt: noon,
      pausedAt: noon,
      pausedUntil,
    })
  })

  it('is not overdue while the clock stands, and is when it runs again', () => {
    const late = addSeconds(givenTicket().finalAnswerDueAt, 60)

    expect(isOverdue(asked(), late)).toBe(false)
    expect(isOverdue(resume(asked(), asked().finalAnswerDueAt), late)).toBe(true)
  })

  it('waits for the answer to the first question', () => {
    expect(clarify(asked(), { by: ivan, at: noon, pausedUntil })).toEqual({
      ok: false,
      refusal: { kind: 'alreadyAsked' },
    })
  })

  it.each([
    ['an answer', (ticket: Ticket) => answer(ticket, ivan, noon)],
    ['a forward', (ticket: Ticket) => forward(ticket, roads, rerouted)],
    ['a withdrawal', withdraw],
  ])('ends with %s', (_title, act) => {
    expect(changed(act(asked()))).toMatchObject({ pausedAt: null, pausedUntil: null })
  })
})

describe('taking a ticket', () => {
  it('makes one person its taker', () => {
    const taken = changed(take(givenTicket(), olga))

    expect(taken).toMatchObject({ status: 'taken', takenById: olga })
  })

  it('refuses a second person and names the first', () => {
    const taken = changed(take(givenTicket(), olga))

    expect(take(taken, ivan)).toEqual({ ok: false, refusal: { kind: 'alreadyTaken', by: olga } })
  })

  it('changes nothing when the same person takes it again', () => {
    const taken = changed(take(givenTicket(), olga))

    expect(changed(take(taken, olga))).toEqual(taken)
  })

  it('has one taker, the first, in whatever order people press', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 8 }), (presses) => {
        let ticket = givenTicket()
        for (const person of presses) {
          const taken = take(ticket, staffId(person))
          if (taken.ok) ticket = taken.value
        }

        expect(ticket.takenById).toBe(presses[0])
      }),
    )
  })
})

describe('answering a ticket', () => {
  it('closes it and remembers when', () => {
    const answered = changed(answer(givenTicket(), olga, noon))

    expect(answered).toMatchObject({
      status: 'answered',
      takenById: olga,
      firstResponseAt: noon,
      answeredAt: noon,
    })
  })

  it('may be done by a colleague; the taker stays the taker', () => {
    const taken = changed(take(givenTicket(), olga))

    expect(changed(answer(taken, ivan, noon))).toMatchObject({ status: 'answered', takenById: olga })
  })

  it('keeps the first response of an earlier moment', () => {
    const earlier = addSeconds(noon, -3600)

    const answered = changed(answer(givenTicket({ firstResponseAt: earlier }), olga, noon))

    expect(answered).toMatchObject({ firstResponseAt: earlier, answeredAt: noon })
  })
})

describe('forwarding a ticket', () => {
  it('starts it anew at the next owner: nobody has taken it, the deadlines are the new owner’s', () => {
    const taken = changed(take(givenTicket(), olga))

    const forwarded = changed(forward(taken, roads, rerouted))

    expect(forwarded).toEqual({
      ...taken,
      ...rerouted,
      status: 'new',
      institutionId: roads,
      takenById: null,
      forwards: 1,
    })
  })

  it('may end at the coordinators', () => {
    expect(changed(forward(givenTicket(), null, rerouted)).institutionId).toBeNull()
  })

  it('keeps the moment when the citizen first wrote', () => {
    expect(changed(forward(givenTicket(), roads, rerouted)).openedAt).toBe(noon)
  })
})

describe('merging', () => {
  const older = givenTicket({ id: ticketId(1) })
  const newer = givenTicket({ id: ticketId(2) })

  it('closes the newer one without an answer and names the older', () => {
    const merged = changed(merge(newer, older))

    expect(merged).toMatchObject({ status: 'withdrawn', mergedIntoId: 1, answeredAt: null })
    expect(take(merged, olga)).toEqual({ ok: false, refusal: { kind: 'merged', into: 1 } })
  })

  it.each([
    ['of another person', newer, { ...older, citizenId: vkUserId(9) }, { kind: 'notSamePerson' }],
    ['of another page', newer, { ...older, groupId: groupId(9) }, { kind: 'notSamePerson' }],
    ['with itself', older, older, { kind: 'notSamePerson' }],
    ['after a person spoke about it', { ...newer, firstResponseAt: noon }, older, { kind: 'personAnswered' }],
    ['into an answered one', newer, givenTicket({ status: 'answered' }), { kind: 'alreadyAnswered' }],
    ['twice', { ...newer, mergedIntoId: ticketId(1) }, older, { kind: 'merged', into: 1 }],
  ] as const)('is refused %s', (_why, one, other, refusal) => {
    expect(merge(one, other)).toEqual({ ok: false, refusal })
  })
})

describe('a closed ticket', () => {
  it.each([
    ['answered', { kind: 'alreadyAnswered' }],
    ['withdrawn', { kind: 'withdrawn' }],
  ] as const)('refuses everything once it is %s', (status, refusal) => {
    const ticket = givenTicket({ status })

    const attempts = [
      take(ticket, olga),
      answer(ticket, olga, noon),
      forward(ticket, roads, rerouted),
      withdraw(ticket),
    ]

    for (const attempt of attempts) expect(attempt).toEqual({ ok: false, refusal })
    expect(isOpen(ticket)).toBe(false)
  })

  it('stays as it was, whatever is tried in whatever order', () => {
    fc.assert(
      fc.property(fc.array(anyTransition, { maxLength: 12 }), (transitions) => {
        let ticket = givenTicket()
        for (const transition of transitions) {
          // A frozen ticket throws when a transition changes what it was given.
          const done = transition(Object.freeze(ticket))

          expect(done.ok && !isOpen(ticket)).toBe(false)
          if (done.ok) ticket = done.value
          expect(ticket.status === 'taken' && ticket.takenById === null).toBe(false)
          expect(ticket.status === 'new' && ticket.takenById !== null).toBe(false)
          expect(ticket.status === 'answered' && ticket.answeredAt === null).toBe(false)
        }
      }),
    )
  })
})

describe('isOverdue', () => {
  const due = { firstReplyDueAt: moment('2026-11-24 16:00'), finalAnswerDueAt: moment('2026-11-27 16:00') }

  it('looks at the first reply until somebody has replied, then at the final answer', () => {
    const waiting = givenTicket(due)
    const replied = givenTicket({ ...due, firstResponseAt: noon })

    expect(isOverdue(waiting, moment('2026-11-24 16:00'))).toBe(false)
    expect(isOverdue(waiting, moment('2026-11-24 16:01'))).toBe(true)
    expect(isOverdue(replied, moment('2026-11-24 16:01'))).toBe(false)
    expect(isOverdue(replied, moment('2026-11-27 16:01'))).toBe(true)
  })

  it('is over with the answer', () => {
    expect(isOverdue(givenTicket({ ...due, status: 'answered' }), moment('2027-01-01 00:00'))).toBe(false)
  })
})

type Transition = (ticket: Ticket) => Result<Ticket, TransitionRefused>

const anyTransition: fc.Arbitrary<Transition> = fc.oneof(
  fc.constantFrom(olga, ivan).map(
    (person): Transition =>
      (ticket) =>
        take(ticket, person),
  ),
  fc.constantFrom(olga, ivan).map(
    (person): Transition =>
      (ticket) =>
        answer(ticket, person, noon),
  ),
  fc.constantFrom(roads, null).map(
    (to): Transition =>
      (ticket) =>
        forward(ticket, to, rerouted),
  ),
  fc.constant<Transition>(withdraw),
)

function changed(result: Result<Ticket, TransitionRefused>): Ticket {
  if (!result.ok) throw new Error(`refused: ${result.refusal.kind}`)
  return result.value
}
