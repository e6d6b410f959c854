/** An administrator answers: the words, a preview, then and only then the citizen. */
import { z } from 'zod'
import { type AnswerCheck, checkAnswer, unfilledBlank } from '../../src/domain/answer-quality/check-answer.ts'
import { answerRulesOf } from '../../src/domain/answer-quality/rules-of.ts'
import { fillBlank, firstBlank } from '../../src/domain/answer-template.ts'
import { readDate } from '../../src/domain/date-in-words.ts'
import type { AnswerResult, Desk, GivenAnswer } from '../../src/domain/desk.ts'
import { type TicketId, institutionId, ticketId } from '../../src/domain/ids.ts'
import { calendarOf } from '../../src/domain/institution-calendar.ts'
import type { IncomingMessage, OutgoingMessage } from '../../src/domain/message.ts'
import { offeredDays, refusePromise } from '../../src/domain/promised-day.ts'
import { secondsBetween } from '../../src/domain/time.ts'
import type { WorkingCalendar } from '../../src/domain/working-day.ts'
import { localDate } from '../../src/domain/working-time.ts'
import { isChoice } from '../commands.ts'
import { noteKept } from '../consult/texts.ts'
import { attachmentSchema } from '../draft.ts'
import { answerToCitizen } from '../notices.ts'
import type { Outcome, Scene, Turn } from '../scene.ts'
import { askBlank } from '../template/texts.ts'
import * as resultTexts from './result-texts.ts'
import * as texts from './texts.ts'

const answerDraft = z.object({
  ticketId: z.number(),
  signature: z.string(),
  text: z.string(),
  attachments: z.array(attachmentSchema),
  /** What the citizen asked, for the checker. */
  question: z.string(),
  /** Whose calendar a promised day is counted on; null: the coordinators'. */
  institutionId: z.number().nullable(),
  /** The last message that made the words or the photos what they are. */
  cmid: z.number(),
  /** The template that the words came from; null: their own. */
  templateId: z.number().nullable(),
})

export type AnswerDraft = z.infer<typeof answerDraft>
type AnswerStep = 'fill' | 'write' | 'preview' | 'result' | 'until' | 'refusal'
type AnswerOutcome = Outcome<AnswerStep, AnswerDraft, GivenAnswer | KeptNote>

/** Words that turned out to be for colleagues. */
interface KeptNote {
  readonly ticketId: TicketId
  readonly note: string
}

export const answerScene: Scene<AnswerStep, AnswerDraft, GivenAnswer | KeptNote> = {
  slug: 'answer',
  version: 5,
  expiresAfterSeconds: 12 * 3600,
  firstStep: 'write',
  steps: { fill, write, preview, result, until, refusal },
  emptyDraft: {
    ticketId: 0,
    signature: '',
    text: '',
    attachments: [],
    question: '',
    institutionId: null,
    cmid: 0,
    templateId: null,
  },
  readDraft(value) {
    const parsed = answerDraft.safeParse(value)
    return parsed.success ? parsed.data : null
  },
  // Never sent by itself: accidental answers are the main fear of those who answer.
  salvage: () => null,
  async submit(given, turn, desk) {
    const { ticketId: id } = given
    if ('note' in given) return keepNote(given, desk)
    const done = await desk.staff?.answer(given)
    if (done === undefined) return [texts.refused(id, { kind: 'notYours' })]
    if (!done.ok) return [texts.refused(id, done.refusal)]
    const { sendsAt } = done.value
    return [
      sendsAt === null
        ? texts.sent(done.value, desk.staff?.isCoordinator === true)
        : resultTexts.sendsSoon(id, secondsBetween(turn.now, sendsAt)),
    ]
  },
}

/** The blanks of a template, one after another; then the preview. */
function fill(draft: AnswerDraft, turn: Turn, desk: Desk): AnswerOutcome {
  const { command, message } = turn
  if (command?.kind === 'rewrite') return wait('write', draft, [texts.askAnswer(ticketId(draft.ticketId))])
  const name = firstBlank(draft.text)
  const words = message.text.trim()
  if (name === null || command !== null || words === '' || firstBlank(words) !== null)
    return nextBlank(draft, desk)
  const filled = fillBlank(draft.text, name, words)
  if (texts.isTooLong(filled)) return wait('write', draft, [texts.answerTooLong])
  return nextBlank({ ...withAttachments(draft, message), text: filled }, desk)
}

function nextBlank(draft: AnswerDraft, desk: Desk): AnswerOutcome {
  const name = firstBlank(draft.text)
  return name === null
    ? wait('preview', draft, [previewOf(draft, desk)])
    : wait('fill', draft, [askBlank(name, draft.text)])
}

async function keepNote(
  { ticketId: id, note }: KeptNote,
  { staff }: Desk,
): Promise<readonly OutgoingMessage[]> {
  const kept = await staff?.note(id, note)
  if (kept === undefined) return [texts.refused(id, { kind: 'notYours' })]
  return [kept.ok ? noteKept(id) : texts.refused(id, kept.refusal)]
}

function write(draft: AnswerDraft, turn: Turn, desk: Desk): AnswerOutcome {
  const { message, command } = turn
  const id = ticketId(draft.ticketId)
  if (command?.kind === 'callBack' && draft.text !== '') {
    const calledBack = { ...draft, cmid: message.cmid }
    return wait('preview', calledBack, [previewOf(calledBack, desk)])
  }
  if (command?.kind === 'useTemplate' && draft.text !== '')
    return nextBlank({ ...draft, cmid: message.cmid }, desk)
  // The label of a button, of this preview or an older one, is no answer.
  if (command?.kind === 'write' || isChoice(command)) return wait('write', draft, [texts.askAnswer(id)])
  const attached = withAttachments(draft, message)
  if (message.text.trim() === '') return wait('write', attached, [texts.answerHasNoWords])
  if (texts.isTooLong(message.text)) return wait('write', attached, [texts.answerTooLong])
  const written = { ...attached, text: message.text.trim() }
  return wait('preview', written, [previewOf(written, desk)])
}

function preview(draft: AnswerDraft, turn: Turn, desk: Desk): AnswerOutcome {
  const id = ticketId(draft.ticketId)
  if (turn.command?.kind === 'send') {
    const { text, cmid } = draft
    // Under an older preview stood other words: the newest are shown once more before anything is sent.
    const isThisPreview = turn.command.ticketId === draft.ticketId && turn.command.cmid === cmid
    // A blank that nobody filled goes to no citizen, whatever button was pressed.
    if (!isThisPreview || unfilledBlank(text) !== null)
      return wait('preview', draft, [previewOf(draft, desk)])
    return wait('result', draft, [resultTexts.askResult({ ticketId: id, cmid })])
  }
  if (turn.command?.kind === 'note') {
    const isThisPreview = turn.command.ticketId === draft.ticketId && turn.command.cmid === draft.cmid
    if (!isThisPreview) return wait('preview', draft, [previewOf(draft, desk)])
    return { type: 'submit', submission: { ticketId: id, note: draft.text }, replies: [] }
  }
  if (turn.command?.kind === 'rewrite') return wait('write', draft, [texts.askAnswer(id)])
  if (turn.command?.kind === 'takeBetter') {
    const isThisPreview = turn.command.ticketId === draft.ticketId && turn.command.cmid === draft.cmid
    const { better } = checkOf(draft, desk)
    // The message of the press makes the words what they are now: buttons of the older preview send nothing.
    const improved =
      isThisPreview && better !== null ? { ...draft, text: better, cmid: turn.message.cmid } : draft
    return wait('preview', improved, [previewOf(improved, desk)])
  }
  const attached = withAttachments(draft, turn.message)
  if (turn.message.text.trim() === '' && attached.attachments.length > draft.attachments.length) {
    return wait('preview', attached, [previewOf(attached, desk)])
  }
  // Other words instead of a button are a better wording.
  return write(draft, turn, desk)
}

/** What kind of answer it is. Words instead of a button are a better wording. */
function result(draft: AnswerDraft, turn: Turn, desk: Desk): AnswerOutcome {
  const { command } = turn
  if (
    command === null ||
    !('cmid' in command) ||
    command.kind === 'send' ||
    command.kind === 'note' ||
    command.kind === 'takeBetter'
  )
    return preview(draft, turn, desk)
  const isThisPreview = command.ticketId === draft.ticketId && command.cmid === draft.cmid
  if (!isThisPreview) return wait('preview', draft, [previewOf(draft, desk)])
  switch (command.kind) {
    case 'interim':
      return wait('until', draft, [resultTexts.askUntil(offeredDays(calendarFor(draft, desk), turn.now))])
    case 'refuse':
      return wait('refusal', draft, [resultTexts.askRefusalReason])
    default:
      return submit(draft, { kind: command.kind })
  }
}

/** By which day it will have been done. */
function until(draft: AnswerDraft, turn: Turn, desk: Desk): AnswerOutcome {
  const { command, message } = turn
  if (command !== null && command.kind !== 'until') return result(draft, turn, desk)
  const today = localDate(calendarFor(draft, desk), turn.now)
  const day = readDate(command === null ? message.text : command.date, today)
  if (day === null) return wait('until', draft, [resultTexts.dayNotUnderstood])
  const isCoordinator = desk.staff?.isCoordinator === true
  const refused = refusePromise(day, { calendar: calendarFor(draft, desk), now: turn.now, isCoordinator })
  if (refused?.kind === 'dayIsPast') return wait('until', draft, [resultTexts.dayIsPast])
  if (refused?.kind === 'dayTooFar') return wait('until', draft, [resultTexts.dayTooFar(refused.last)])
  return submit(draft, { kind: 'interim', until: day.toString() })
}

function refusal(draft: AnswerDraft, turn: Turn, desk: Desk): AnswerOutcome {
  const { command } = turn
  if (command?.kind === 'refusal') return submit(draft, { kind: 'refused', reason: command.reason })
  if (command !== null) return result(draft, turn, desk)
  // Words might be a reason or a better wording: nothing is sent on a guess.
  return wait('refusal', draft, [resultTexts.askRefusalReason])
}

const submit = (
  { ticketId: id, text, attachments, templateId }: AnswerDraft,
  given: AnswerResult,
): AnswerOutcome => ({
  type: 'submit',
  submission: {
    ticketId: ticketId(id),
    text,
    attachments,
    result: given,
    ...(templateId === null ? {} : { templateId }),
  },
  replies: [],
})

const calendarFor = ({ institutionId: id }: AnswerDraft, { directory, timeZone }: Desk): WorkingCalendar =>
  calendarOf(directory, id === null ? null : institutionId(id), timeZone)

/** Photos may come before the words, with them or after; what cannot be sent on is left out. */
function withAttachments(draft: AnswerDraft, message: IncomingMessage): AnswerDraft {
  const sendable = message.attachments.filter((attachment) => attachment.reference !== null)
  const added = sendable.map((attachment) => ({ ...attachment, raw: { ...attachment.raw } }))
  return { ...draft, attachments: [...draft.attachments, ...added], cmid: message.cmid }
}

const checkOf = ({ text, question }: AnswerDraft, { directory }: Desk): AnswerCheck =>
  checkAnswer({ text, question }, answerRulesOf(directory))

const previewOf = (draft: AnswerDraft, desk: Desk): ReturnType<typeof texts.preview> =>
  texts.preview(
    { ticketId: ticketId(draft.ticketId), cmid: draft.cmid },
    answerToCitizen(ticketId(draft.ticketId), draft.text, draft.signature).text,
    draft.attachments.length,
    checkOf(draft, desk),
  )

const wait = (
  step: AnswerStep,
  draft: AnswerDraft,
  replies: readonly ReturnType<typeof texts.askAnswer>[],
): AnswerOutcome => ({
  type: 'wait',
  step,
  draft,
  replies,
})
