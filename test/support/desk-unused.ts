/** Where the desk in memory keeps nothing: flow tests see these with a database. */
import type { CitizenDesk, StaffDesk } from '../../src/domain/desk.ts'
import { usualOfficialWays } from '../../src/domain/legal.ts'
import { refuse, success } from '../../src/domain/result.ts'
import { addSeconds } from '../../src/domain/time.ts'
import { institutionId, staffId, ticketId } from '../../src/domain/ids.ts'
import { moscow, noon } from './given.ts'

export const usualOfDesk = { usualSeconds: () => null, officialWays: usualOfficialWays }

const template = { id: 1, title: 'Яма: сделали', text: '{имя}, яму засыпали {дата}.', rated: 2, helped: 1 }

export const unusedOfStaff = {
  search: () => Promise.resolve([]),
  answerSample: () => Promise.resolve(refuse({ kind: 'notCoordinator' } as const)),
  judgeAnswer: () => Promise.resolve(refuse({ kind: 'notCoordinator' } as const)),
  silent: () => Promise.resolve(success([])),
  takeOver: () => Promise.resolve(refuse({ kind: 'notYours' } as const)),
  templates: () => Promise.resolve(success([template])),
  template: () => Promise.resolve(success(template)),
  keepTemplate: () => Promise.resolve(success(template)),
  signInCode: () =>
    Promise.resolve(
      success({
        code: '7F3K9Q2M',
        expiresAt: addSeconds(noon, 600),
        consoleUrl: 'https://otklik.example.ru',
      }),
    ),
  setQuietHours: () => {},
  duty: (institutionId) => ({
    institutionId,
    title: 'Школа № 3',
    timeZone: moscow,
    mayName: true,
    people: [
      { id: staffId(1), name: 'Ольга Иванова' },
      { id: staffId(2), name: 'Пётр Седов' },
    ],
    current: { name: 'Пётр Седов', until: addSeconds(noon, 12 * 3600) },
  }),
  nameDuty: ({ days, staffId: id }) =>
    success({ title: 'Школа № 3', name: id === null ? null : 'Ольга Иванова', days }),
  note: () => Promise.resolve(refuse({ kind: 'notYours' } as const)),
  askColleagues: () => Promise.resolve(success({ institutionTitle: 'Школа № 3' })),
  answerColleagues: (id, text) =>
    Promise.resolve(success({ id, text, ticketId: ticketId(1), institutionId: institutionId(1) })),
  clarify: () => Promise.resolve(refuse({ kind: 'alreadyAsked' } as const)),
  answerIncident: (_id, _text, closes) => Promise.resolve(success({ tickets: 2, closed: closes })),
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
