/**
 * What goes over the wire between the console and the product. The OpenAPI description and the types of the page are
 * made from the same schemas. Moments are ISO 8601 in UTC.
 */
import { z } from 'zod'
import { queueFilters } from '../../app/console/ports.ts'
import { refusalReasons } from '../../domain/ticket.ts'

/** A patient person's longest answer; what is longer goes as a document. */
const answerLengthMax = 10_000
const noteLengthMax = 4_000
const reasonLengthMax = 1_000

const moment = z.iso.datetime()
const number = z.int().positive()
const key = z.uuid().describe('Made by the page for this act; the same key is carried out once')
const seenVersion = z
  .int()
  .positive()
  .describe('`version` of the ticket that the person saw; if it has changed since, nothing is done')

export const problem = z
  .object({
    kind: z.string().describe('For programs, e.g. `changed`'),
    message: z.string().describe('For people, in Russian'),
  })
  .meta({ id: 'Problem' })

export const signInByCode = z.object({ code: z.string().min(1).max(40) })
export const signInByVk = z.object({ launchParams: z.string().min(1).max(4_000) })

export const session = z
  .object({
    person: z.object({ id: number, name: z.string() }),
    roles: z.array(
      z.object({
        role: z.enum(['administrator', 'head', 'coordinator', 'observer']),
        place: z.string().describe('Institution or municipality, or the region'),
      }),
    ),
    isCoordinator: z.boolean(),
    timeZone: z.string(),
    undoSeconds: z.number().describe('How long an answer can be called back; 0: it goes at once'),
    csrfToken: z.string().describe('Goes back in `x-csrf-token` with everything that changes something'),
  })
  .meta({ id: 'Session' })

export const queueQuery = z.object({
  filter: z.enum(queueFilters).default('open'),
  after: z.string().max(80).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  ids: z
    .string()
    .regex(/^[1-9]\d{0,14}(?:,[1-9]\d{0,14}){0,99}$/u)
    .transform((list) => list.split(',').map(Number))
    .optional()
    .describe('Only these tickets, as far as the filter shows them; numbers with commas, at most 100'),
})

export const searchQuery = z.object({ words: z.string().min(1).max(200) })

export const queueItem = z
  .object({
    id: number,
    version: number,
    status: z.enum(['new', 'taken', 'answered', 'withdrawn']),
    priority: z.enum(['urgent', 'fast-track', 'normal']),
    summary: z.string(),
    topic: z.string().nullable(),
    owner: z.string().nullable().describe('Null: the coordinators'),
    community: z.string(),
    place: z.string().nullable(),
    citizen: z.string().nullable().describe('Null until VK has told the name'),
    takenBy: z.object({ name: z.string(), isMe: z.boolean() }).nullable(),
    openedAt: moment,
    dueAt: moment.describe('Of the first reply, then of the final answer'),
    dueKind: z.enum(['firstReply', 'finalAnswer']),
    answeredAt: moment.nullable(),
    isOverdue: z.boolean(),
    mergedInto: number.nullable().describe('The older ticket of the same person that answers this one, too'),
    isWaiting: z.boolean().describe('A person asked the citizen back and has no answer yet'),
    timeZone: z.string(),
  })
  .meta({ id: 'QueueItem' })

export const queuePage = z
  .object({ items: z.array(queueItem), next: z.string().nullable() })
  .meta({ id: 'QueuePage' })

export const queueCounts = z
  .object({
    open: z.int(),
    today: z.int(),
    burning: z.int(),
    waiting: z.int(),
    mine: z.int(),
    unowned: z.int(),
  })
  .meta({ id: 'QueueCounts' })

export const ticketPath = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) })

const words = z.object({
  id: number,
  by: z.enum(['citizen', 'staff', 'operator']),
  name: z.string(),
  text: z.string(),
  at: moment,
  attachments: z.array(
    z.object({
      kind: z.string(),
      title: z.string(),
      file: z
        .object({
          name: z.string(),
          state: z.enum(['pending', 'stored', 'missing']),
          isImage: z.boolean(),
          isAudio: z.boolean(),
          bytes: z.int().nullable(),
        })
        .nullable()
        .describe('Null: no file, e.g. a link or a post'),
    }),
  ),
  delivery: z.enum(['waiting', 'sent', 'failed']).nullable(),
})

const note = z.object({ id: number, name: z.string(), isMine: z.boolean(), text: z.string(), at: moment })

const historyLine = z.object({
  id: number,
  at: moment,
  text: z.string(),
  why: z.string().nullable().describe('Of a routing: why it came to this owner'),
})
const day = z.iso.date()

export const ticket = z
  .object({
    ...queueItem.shape,
    words: z.array(words),
    notes: z.array(note),
    history: z.array(historyLine),
    deadlineExplained: z.string(),
    signature: z.string().describe('How the citizen will see the answer signed'),
    mayWork: z.boolean(),
    mates: z
      .array(z.object({ id: number, summary: z.string(), openedAt: moment }))
      .describe('Open tickets of the same person that may be merged with this one'),
    incident: z
      .object({ id: number, isOpen: z.boolean(), told: z.string().nullable() })
      .nullable()
      .describe('The common trouble it belongs to'),
    colleagues: z.array(z.string()).describe('Who can be called by «@Имя Фамилия» in a note'),
    promise: z.object({ offered: z.array(day), last: day }).describe('Days that «В работе до…» may name'),
    isForwardLimited: z.boolean().describe('The next forward goes to the coordinators'),
  })
  .meta({ id: 'Ticket' })

/** What an act comes back with. */
export const acted = z
  .object({
    ticket: ticket.nullable().describe('As it is now; null: it is with others now'),
    isRepeat: z.boolean().describe('The key was carried out before; nothing was done now'),
  })
  .meta({ id: 'Acted' })

export const answerBody = z.object({
  text: z
    .string()
    .trim()
    .min(1)
    .max(answerLengthMax, `Ответ длиннее ${answerLengthMax} знаков. Сократите его или пришлите документом.`),
  result: z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['solved', 'explained']) }),
    z.object({ kind: z.literal('refused'), reason: z.enum(refusalReasons) }),
    z.object({ kind: z.literal('interim'), until: day }),
  ]),
  key,
  seenVersion,
})
export const draftBody = z.object({ text: z.string().max(answerLengthMax) })
export const draftCheck = z
  .object({
    remarks: z.array(z.object({ kind: z.string(), advice: z.string() })),
    better: z.string().nullable().describe('The same with every exact replacement made'),
    isSendable: z.boolean(),
  })
  .meta({ id: 'DraftCheck' })
export const presenceBody = z.object({ isWriting: z.boolean(), isLeaving: z.boolean().default(false) })
export const presence = z
  .object({ others: z.array(z.object({ name: z.string(), isWriting: z.boolean() })) })
  .meta({ id: 'Presence' })
export const filePath = z.object({
  id: ticketPath.shape.id,
  name: z.string().regex(/^(?:photo|doc|audio_message|graffiti)-?\d{1,20}_\d{1,20}$/u),
})
export const takeBody = z.object({ key })
export const forwardBody = z.object({
  to: number.nullable().describe('Institution; null: the coordinators'),
  reason: z.string().trim().min(1).max(reasonLengthMax),
  key,
  seenVersion,
})
export const mergeBody = z.object({ with: number, key, seenVersion })
export const noteBody = z.object({ text: z.string().trim().min(1).max(noteLengthMax), key })

export const institution = z.object({ id: number, title: z.string(), shortTitle: z.string() })
export const owners = z
  .object({ likely: z.array(institution), others: z.array(institution) })
  .meta({ id: 'Owners' })

export const ownersQuery = z.object({ search: z.string().max(100).default('') })

/** One event of the stream. */
export const news = z
  .object({ changed: z.array(number), opened: z.array(number), gone: z.array(number) })
  .meta({ id: 'News' })

export type Problem = z.output<typeof problem>
export type SessionView = z.output<typeof session>
export type QueueItem = z.output<typeof queueItem>
export type QueuePageView = z.output<typeof queuePage>
export type TicketPage = z.output<typeof ticket>
export type GivenResult = z.output<typeof answerBody>['result']
export type DraftCheck = z.output<typeof draftCheck>
export type PresenceView = z.output<typeof presence>
export type Acted = z.output<typeof acted>
export type QueueCountsView = z.output<typeof queueCounts>
export type OwnersView = z.output<typeof owners>
export type News = z.output<typeof news>
