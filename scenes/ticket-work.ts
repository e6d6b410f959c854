/** What a member of staff begins on a ticket: an answer, a question back, a template, a question to colleagues. */
import type { NextMiddleware } from 'middleware-io'
import { fillKnown } from '../src/domain/answer-template.ts'
import type { StaffDesk, TicketInFull } from '../src/domain/desk.ts'
import type { TicketId } from '../src/domain/ids.ts'
import { cutText } from '../src/domain/split-text.ts'
import { closedRefusal } from '../src/domain/ticket.ts'
import { tooLateToCallBack } from './answer/result-texts.ts'
import { type AnswerDraft, answerScene } from './answer/scene.ts'
import { refused } from './answer/texts.ts'
import { clarifyScene } from './clarify/scene.ts'
import type { Command } from './commands.ts'
import { colleagueReplyScene } from './consult/reply-scene.ts'
import { consultScene } from './consult/scene.ts'
import { forwardScene } from './forward/scene.ts'
import { type DialogueContext, enterScene } from './scene-kit.ts'
import { taken as takenText } from './staff-texts.ts'
import * as templateTexts from './template/texts.ts'

const ownersOffered = 3

export function onTicketWork(
  context: DialogueContext,
  staff: StaffDesk,
  command: Command,
  next: NextMiddleware,
): Promise<unknown> {
  switch (command.kind) {
    case 'callBack':
      return callBack(context, staff, command.ticketId)
    case 'write':
      return startAnswer(context, staff, command.ticketId)
    case 'template':
      return offerTemplates(context, staff, command.ticketId)
    case 'useTemplate':
      return useTemplate(context, staff, command)
    case 'keepTemplate':
      return keepTemplate(context, staff, command.ticketId)
    case 'takeOver':
      return takeOver(context, staff, command.ticketId)
    case 'consult':
      return startConsulting(context, staff, command.ticketId)
    case 'answerColleagues':
      return enterScene(context, colleagueReplyScene.slug, { questionId: command.questionId })
    case 'clarify':
      return startClarifying(context, staff, command.ticketId)
    case 'notOurs':
      return startForward(context, staff, command.ticketId)
    default:
      return next()
  }
}

export async function startAnswer(
  context: DialogueContext,
  staff: StaffDesk,
  id: TicketId,
): Promise<unknown> {
  const view = await answerable(context, staff, id)
  return view === null ? undefined : enterScene(context, answerScene.slug, answerTo(view))
}

/** Null when it cannot be answered, and the person has been told why. */
async function answerable(
  { state: { say } }: DialogueContext,
  staff: StaffDesk,
  id: TicketId,
): Promise<TicketInFull | null> {
  const view = await staff.ticket(id)
  const refusal = view.ok ? closedRefusal(view.value.ticket) : view.refusal
  if (refusal !== null) say([refused(id, refusal)])
  return view.ok && refusal === null ? view.value : null
}

async function startClarifying(context: DialogueContext, staff: StaffDesk, id: TicketId): Promise<unknown> {
  const view = await answerable(context, staff, id)
  if (view === null) return undefined
  const { ticket, ownerTitle } = view
  if (ticket.pausedAt !== null) return context.state.say([refused(id, { kind: 'alreadyAsked' })])
  return enterScene(context, clarifyScene.slug, {
    ticketId: id,
    signature: ownerTitle ?? 'Координатор',
    text: '',
    cmid: 0,
  })
}

/** The answer that was called back is a draft again, with the words as they were. */
async function callBack(context: DialogueContext, staff: StaffDesk, id: TicketId): Promise<unknown> {
  const given = await staff.callBack(id)
  if (given === null) return context.state.say([tooLateToCallBack])
  const view = await staff.ticket(id)
  if (!view.ok) return context.state.say([refused(id, view.refusal)])
  const { text, attachments } = given
  return enterScene(context, answerScene.slug, { ...answerTo(view.value), text, attachments })
}

async function startForward(context: DialogueContext, staff: StaffDesk, id: TicketId): Promise<unknown> {
  const owners = await staff.likelyOwners(id)
  if (!owners.ok) return context.state.say([refused(id, owners.refusal)])
  const offered = owners.value.slice(0, ownersOffered)
  return enterScene(context, forwardScene.slug, {
    ticketId: id,
    owners: offered.map((institution) => ({ id: institution.id, title: institution.shortTitle })),
    to: null,
  })
}

async function offerTemplates({ state }: DialogueContext, staff: StaffDesk, id: TicketId): Promise<unknown> {
  const offered = await staff.templates(id)
  return state.say([offered.ok ? templateTexts.offered(id, offered.value) : refused(id, offered.refusal)])
}

async function useTemplate(
  context: DialogueContext,
  staff: StaffDesk,
  { ticketId: id, templateId }: { readonly ticketId: TicketId; readonly templateId: number },
): Promise<unknown> {
  const { say } = context.state
  const view = await answerable(context, staff, id)
  if (view === null) return undefined
  const picked = await staff.template(id, templateId)
  if (!picked.ok) return say([refused(id, picked.refusal)])
  if (picked.value === null) return say([templateTexts.gone(id)])
  const { citizenName, ticket } = view
  const known = { citizenFirstName: citizenName?.split(' ')[0] ?? null, place: ticket.place, number: id }
  const text = fillKnown(picked.value.text, known)
  return enterScene(context, answerScene.slug, { ...answerTo(view), text, templateId })
}

async function startConsulting(context: DialogueContext, staff: StaffDesk, id: TicketId): Promise<unknown> {
  const owners = await staff.likelyOwners(id)
  if (!owners.ok) return context.state.say([refused(id, owners.refusal)])
  const offered = owners.value.slice(0, ownersOffered)
  return enterScene(context, consultScene.slug, {
    ticketId: id,
    owners: offered.map((institution) => ({ id: institution.id, title: institution.shortTitle })),
    to: null,
  })
}

async function takeOver({ state }: DialogueContext, staff: StaffDesk, id: TicketId): Promise<unknown> {
  const taken = await staff.takeOver(id)
  return state.say([taken.ok ? takenText(taken.value, state.turn.now) : refused(id, taken.refusal)])
}

async function keepTemplate({ state }: DialogueContext, staff: StaffDesk, id: TicketId): Promise<unknown> {
  const kept = await staff.keepTemplate(id)
  return state.say([
    kept.ok ? templateTexts.kept(id, kept.value.title, kept.value.text) : refused(id, kept.refusal),
  ])
}

const answerTo = ({ ticket, ownerTitle, conversation }: TicketInFull): AnswerDraft => ({
  ticketId: ticket.id,
  signature: ownerTitle ?? 'Координатор',
  text: '',
  attachments: [],
  question: questionOf(conversation),
  institutionId: ticket.institutionId,
  cmid: 0,
  templateId: null,
})

const questionLengthMax = 1_000

/** The citizen's words as far as a session should carry them. */
const questionOf = (conversation: TicketInFull['conversation']): string =>
  cutText(
    conversation
      .filter((said) => said.by === 'citizen')
      .map((said) => said.text)
      .join('\n'),
    questionLengthMax,
  )
