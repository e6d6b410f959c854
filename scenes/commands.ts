/** What a button or a plain word means, wherever the person is in a conversation. */
import {
  type InstitutionId,
  type MunicipalityId,
  type StaffId,
  type TicketId,
  type TopicId,
  institutionId,
  municipalityId,
  staffId,
  ticketId,
  topicId,
} from '../src/domain/ids.ts'
import type { ButtonPayload } from '../src/domain/keyboard.ts'
import type { IncomingMessage } from '../src/domain/message.ts'
import { type Grade, gradeIn, payloadOfGrade } from './quality/grade.ts'
import { type Rating, type RefusalReason, refusalReasons } from '../src/domain/ticket.ts'
import { plain, spokenCommand } from './spoken-commands.ts'

export type Command =
  | {
      readonly kind:
        | 'start'
        | 'mine'
        | 'new'
        | 'human'
        | 'cancel'
        | 'skip'
        | 'otherTopic'
        | 'separately'
        | 'join'
        | 'notSame'
        | 'faqHelped'
        | 'toStaff'
        | 'aboutMe'
        | 'askForget'
        | 'forget'
    }
  | { readonly kind: 'topic'; readonly topicId: TopicId }
  | { readonly kind: AboutTicket; readonly ticketId: TicketId }
  | {
      readonly kind:
        | 'rewrite'
        | 'queue'
        | 'statistics'
        | 'today'
        | 'silent'
        | 'find'
        | 'invite'
        | 'signIn'
        | 'toCoordinator'
        | 'train'
        | 'nextExercise'
        | 'endTraining'
        | 'quiet'
        | 'noQuiet'
        | 'duty'
        | 'noDuty'
    }
  | { readonly kind: 'person'; readonly staffId: StaffId }
  /** Names the preview it stood under by the message that held the words: an older one must send nothing. */
  | { readonly kind: OfPreview; readonly ticketId: TicketId; readonly cmid: number }
  | { readonly kind: 'until'; readonly date: string }
  | { readonly kind: 'refusal'; readonly reason: RefusalReason }
  | { readonly kind: 'rate'; readonly ticketId: TicketId; readonly rating: Rating }
  | { readonly kind: 'municipality'; readonly municipalityId: MunicipalityId }
  | { readonly kind: 'institution'; readonly institutionId: InstitutionId }
  | { readonly kind: 'reason'; readonly reason: string }
  | { readonly kind: AboutIncident; readonly incidentId: number }
  | { readonly kind: 'useTemplate'; readonly ticketId: TicketId; readonly templateId: number }
  | { readonly kind: 'answerColleagues'; readonly questionId: number }
  | { readonly kind: 'sendToAll' }
  | { readonly kind: 'quality' }
  | Grade
  | { readonly kind: 'acceptProposal' | 'declineProposal'; readonly proposalId: number }

/** Buttons are made from these, so that a payload and its reading cannot drift apart. */
export function payloadOf(command: Command): ButtonPayload {
  switch (command.kind) {
    case 'topic':
      return { c: 'topic', t: command.topicId }
    case 'until':
      return { c: 'until', d: command.date }
    case 'refusal':
      return { c: 'refusal', r: command.reason }
    case 'rate':
      return { c: 'rate', t: command.ticketId, r: command.rating }
    case 'institution':
      return { c: 'institution', i: command.institutionId }
    case 'person':
      return { c: 'person', p: command.staffId }
    case 'municipality':
      return { c: 'municipality', m: command.municipalityId }
    case 'reason':
      return { c: 'reason', r: command.reason }
    case 'useTemplate':
      return { c: command.kind, t: command.ticketId, p: command.templateId }
    case 'answerColleagues':
      return { c: command.kind, p: command.questionId }
    case 'grade':
      return payloadOfGrade(command)
    case 'acceptProposal':
    case 'declineProposal':
      return { c: command.kind, p: command.proposalId }
    case 'tellAll':
    case 'closeIncident':
    case 'dismissIncident':
      return { c: command.kind, p: command.incidentId }
    default:
      if ('cmid' in command) return { c: command.kind, t: command.ticketId, m: command.cmid }
      return 'ticketId' in command ? { c: command.kind, t: command.ticketId } : { c: command.kind }
  }
}

/** Null when the message is ordinary words. A forged or outdated payload is ordinary words too. */
export function readCommand(message: IncomingMessage): Command | null {
  if (message.payload !== null) {
    const pressed = fromPayload(message.payload)
    if (pressed !== null) return pressed
  }
  if (message.attachments.length > 0) return null
  return spokenCommand(message.text)
}

/** Buttons under a preview, which name the words they stood under. */
const ofPreview = ['send', 'note', 'takeBetter', 'solved', 'explained', 'interim', 'refuse'] as const
type OfPreview = (typeof ofPreview)[number]

const ratings = ['helped', 'partly', 'no', 'offTopic'] as const satisfies readonly Rating[]

const choices: ReadonlySet<Command['kind']> = new Set([
  'skip',
  'otherTopic',
  'separately',
  'join',
  'notSame',
  'faqHelped',
  'toStaff',
  'sendToAll',
  'topic',
  'addTo',
  ...ofPreview,
  'until',
  'refusal',
  'rewrite',
  'toCoordinator',
  'institution',
  'municipality',
  'reason',
  'noDuty',
  'person',
])

/** Answers to a question that a scene has just asked; outside of it they say nothing. */
export const isChoice = (command: Command | null): boolean => command !== null && choices.has(command.kind)

const aboutTicket = [
  'show',
  'addTo',
  'askWithdraw',
  'withdraw',
  'take',
  'write',
  'clarify',
  'consult',
  'template',
  'keepTemplate',
  'takeOver',
  'notOurs',
  'more',
  'why',
  'callBack',
  'append',
  'publish',
  'promiseKept',
  'promiseBroken',
  'understood',
  'disagree',
] as const

type AboutTicket = (typeof aboutTicket)[number]

const incidentCommands = ['tellAll', 'closeIncident', 'dismissIncident'] as const

type AboutIncident = (typeof incidentCommands)[number]

function fromPayload(payload: Readonly<Record<string, unknown>>): Command | null {
  // VK's own «Начать» button carries {"command":"start"}.
  if (payload['command'] === 'start') return plain.start
  const name = payload['c']
  if (typeof name !== 'string') return null
  const simple = Object.entries(plain).find(([key]) => key === name)
  if (simple !== undefined) return simple[1]
  const about = aboutTicket.find((kind) => kind === name)
  const number = payload['t']
  if (about !== undefined) return isPositive(number) ? { kind: about, ticketId: ticketId(number) } : null
  return withParameter(name, payload)
}

function withParameter(name: string, payload: Readonly<Record<string, unknown>>): Command | null {
  const { t: topic, i: institution, r: reason, m: cmid, d: date } = payload
  const shown = ofPreview.find((kind) => kind === name)
  if (shown !== undefined)
    return isPositive(topic) && isPositive(cmid) ? { kind: shown, ticketId: ticketId(topic), cmid } : null
  if (name === 'until' && typeof date === 'string' && isDate.test(date)) {
    return { kind: 'until', date }
  }
  const refusal = refusalReasons.find((kind) => kind === reason)
  if (name === 'refusal' && refusal !== undefined) return { kind: 'refusal', reason: refusal }
  const rating = ratings.find((kind) => kind === reason)
  if (name === 'rate' && isPositive(topic) && rating !== undefined) {
    return { kind: 'rate', ticketId: ticketId(topic), rating }
  }
  if (name === 'topic' && typeof topic === 'string' && /^[A-ZА-Я0-9_-]{1,40}$/u.test(topic)) {
    return { kind: 'topic', topicId: topicId(topic) }
  }
  if (name === 'municipality' && isPositive(cmid)) {
    return { kind: 'municipality', municipalityId: municipalityId(cmid) }
  }
  if (name === 'institution' && isPositive(institution)) {
    return { kind: 'institution', institutionId: institutionId(institution) }
  }
  const aboutIncident = incidentCommands.find((kind) => kind === name)
  if (aboutIncident !== undefined && isPositive(payload['p'])) {
    return { kind: aboutIncident, incidentId: payload['p'] }
  }
  if ((name === 'acceptProposal' || name === 'declineProposal') && isPositive(payload['p'])) {
    return { kind: name, proposalId: payload['p'] }
  }
  if (name === 'useTemplate' && isPositive(topic) && isPositive(payload['p'])) {
    return { kind: name, ticketId: ticketId(topic), templateId: payload['p'] }
  }
  if (name === 'grade') return gradeIn(payload)
  if (name === 'person' && isPositive(payload['p'])) return { kind: name, staffId: staffId(payload['p']) }
  if (name === 'answerColleagues' && isPositive(payload['p'])) {
    return { kind: name, questionId: payload['p'] }
  }
  if (name === 'reason' && typeof reason === 'string') return { kind: 'reason', reason }
  return null
}

const isDate = /^\d{4}-\d{2}-\d{2}$/u

const isPositive = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0
