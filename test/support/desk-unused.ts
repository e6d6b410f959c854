/** What the desk in memory refuses: flow tests see these with a database. */
import type { CitizenDesk, StaffDesk } from '../../src/domain/desk.ts'
import { usualOfficialWays } from '../../src/domain/legal.ts'
import { refuse, success } from '../../src/domain/result.ts'
import { addSeconds } from '../../src/domain/time.ts'
import { noon } from './given.ts'

export const usualOfDesk = { usualSeconds: () => null, officialWays: usualOfficialWays }

export const unusedOfStaff = {
  search: () => Promise.resolve([]),
  answerSample: () => Promise.resolve(refuse({ kind: 'notCoordinator' } as const)),
  judgeAnswer: () => Promise.resolve(refuse({ kind: 'notCoordinator' } as const)),
  silent: () => Promise.resolve(success([])),
  takeOver: () => Promise.resolve(refuse({ kind: 'notYours' } as const)),
  templates: () => Promise.resolve(success([])),
  template: () => Promise.resolve(success(null)),
  keepTemplate: () => Promise.resolve(refuse({ kind: 'notAnswered' } as const)),
  signInCode: () =>
    Promise.resolve(
      success({
        code: '7F3K9Q2M',
        expiresAt: addSeconds(noon, 600),
        consoleUrl: 'https://otklik.example.ru',
      }),
    ),
  note: () => Promise.resolve(refuse({ kind: 'notYours' } as const)),
  askColleagues: () => Promise.resolve(refuse({ kind: 'nobodyThere' } as const)),
  answerColleagues: () => Promise.resolve(refuse({ kind: 'questionUnknown' } as const)),
  clarify: () => Promise.resolve(refuse({ kind: 'notYours' } as const)),
  answerIncident: () => Promise.resolve(refuse({ kind: 'incidentClosed' } as const)),
  dismissIncident: () => refuse({ kind: 'incidentClosed' } as const),
  noteAbsence: (until) =>
    until === null ? { kind: 'back' } : { kind: 'away', deputyName: null, hasColleagues: true },
  publishAnswer: () => Promise.resolve(refuse({ kind: 'commentGone' } as const)),
  decideProposal: () => Promise.resolve(refuse({ kind: 'notFound' } as const)),
} satisfies Partial<StaffDesk>

export const unusedOfCitizen = {
  aboutMe: () => Promise.resolve(null),
  forgetMe: () => Promise.resolve({ actId: 1, waitedFor: 0 }),
  findSimilar: () => Promise.resolve(null),
  join: () => Promise.resolve(refuse({ kind: 'notFound' } as const)),
} satisfies Partial<CitizenDesk>
