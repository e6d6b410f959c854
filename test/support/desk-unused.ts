/** What the desk in memory refuses: flow tests see these with a database. */
import type { CitizenDesk, StaffDesk } from '../../src/domain/desk.ts'
import { refuse } from '../../src/domain/result.ts'

export const unusedOfStaff = {
  answerIncident: () => Promise.resolve(refuse({ kind: 'incidentClosed' } as const)),
  dismissIncident: () => refuse({ kind: 'incidentClosed' } as const),
  noteAbsence: (until) =>
    until === null ? { kind: 'back' } : { kind: 'away', deputyName: null, hasColleagues: true },
  decideProposal: () => Promise.resolve(refuse({ kind: 'notFound' } as const)),
} satisfies Partial<StaffDesk>

export const unusedOfCitizen = {
  aboutMe: () => Promise.resolve(null),
  forgetMe: () => Promise.resolve({ actId: 1, waitedFor: 0 }),
  findSimilar: () => Promise.resolve(null),
  join: () => Promise.resolve(refuse({ kind: 'notFound' } as const)),
} satisfies Partial<CitizenDesk>
