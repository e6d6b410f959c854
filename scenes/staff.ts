/** A dialogue with a member of staff outside of a scene. Words without a card never reach a citizen. */
import type { NextMiddleware } from 'middleware-io'
import { type TicketId, ticketId } from '../src/domain/ids.ts'
import { readInviteCode } from '../src/domain/invite-code.ts'
import { type AbsenceWords, readAbsence } from '../src/domain/absence.ts'
import { dateInWords } from '../src/domain/moment-in-words.ts'
import type { OutgoingMessage } from '../src/domain/message.ts'
import { readQuietHours } from '../src/domain/quiet-hours.ts'
import type { PlainDate } from '../src/domain/time.ts'
import { publishAnswer } from './comments.ts'
import { onCoordinatorCommand } from './coordinator.ts'
import * as coordinatorTexts from './coordinator/texts.ts'
import { refused } from './answer/texts.ts'
import { questionHeading } from './consult/notices.ts'
import { consultWordsMax } from './consult/scene.ts'
import * as consultTexts from './consult/texts.ts'
import { type Command, isChoice } from './commands.ts'
import type { StaffDesk } from '../src/domain/desk.ts'
import { cutText } from '../src/domain/split-text.ts'
import { whyThisDeadline } from './deadline-texts.ts'
import { dutyScene, ownInstitutions } from './duty/scene.ts'
import * as dutyTexts from './duty/texts.ts'
import { inviteScene } from './invite/scene.ts'
import { joinByCode } from './join.ts'
import { quietScene } from './quiet/scene.ts'
import { type DialogueContext, enterScene, leaveScene } from './scene-kit.ts'
import * as texts from './staff-texts.ts'
import { onTicketWork, startAnswer } from './ticket-work.ts'
import { trainingScene } from './training/scene.ts'

const queueMax = 20

/** Commands of any moment, and replies to cards, which start an answer. */
export async function onStaffCommand(context: DialogueContext, next: NextMiddleware): Promise<unknown> {
  const { turn, desk } = context.state
  const { staff } = desk
  if (staff === null) return next()
  const code = readInviteCode(turn.message.text)
  if (code !== null) return joinByCode(context, code)
  const absence = turn.message.replyTo === null ? readAbsence(turn.message.text, today(context)) : null
  if (absence !== null) return noteAbsence(context, staff, absence)
  const quiet = turn.message.replyTo === null ? readQuietHours(turn.message.text, false) : null
  if (quiet !== null && turn.command === null) return enterScene(context, quietScene.slug)
  const replied = turn.command === null ? await repliedTicket(context, staff) : null
  if (replied !== null) return startAnswer(context, staff, replied)
  const forColleagues = turn.command === null ? await replyToColleagues(context, staff) : null
  if (forColleagues !== null) return context.state.say([forColleagues])
  return turn.command === null ? next() : onCommand(context, staff, turn.command, next)
}

export async function onStaffWords(context: DialogueContext): Promise<unknown> {
  const { staff } = context.state.desk
  if (staff === null) return undefined
  const { turn, say } = context.state
  const sought = turn.message.payload === null ? soughtIn(turn.message.text) : null
  if (sought !== null)
    return say([coordinatorTexts.found(sought, await staff.search(sought, foundMax), staff.isCoordinator)])
  // «Отправить» pressed twice must not look as if nothing had been sent.
  const isPressed = turn.message.payload !== null && isChoice(turn.command)
  return say([(isPressed ? texts.buttonIsOld : texts.wordsForNobody)(staff.isCoordinator)])
}

const foundMax = 5
const soughtMax = 200

/** «найти яма на Мира», «№ 4821», «4821»; null for other words. */
function soughtIn(text: string): string | null {
  const words = /^\s*(?:найти|найди|поиск|\/найти)[\s:]+(\S.*)$/isu.exec(text)?.[1]
  const number = /^\s*(?:№\s*\d{1,12}|\d{3,12})\s*$/u.exec(text)?.[0]
  return (words ?? number)?.trim().slice(0, soughtMax) ?? null
}

async function onCommand(
  context: DialogueContext,
  staff: StaffDesk,
  command: Command,
  next: NextMiddleware,
): Promise<unknown> {
  const { turn, say } = context.state
  switch (command.kind) {
    case 'start':
      return welcome(context, staff)
    case 'cancel':
      return cancel(context, staff)
    case 'mine':
    case 'queue': {
      const views = await staff.queue(queueMax)
      return say([views.length === 0 ? texts.queueEmpty(staff.isCoordinator) : texts.queue(views, turn.now)])
    }
    case 'statistics':
    case 'today':
      return tellFigures(context, staff, command.kind)
    case 'silent': {
      const owners = await staff.silent()
      return say([owners.ok ? coordinatorTexts.silent(owners.value, turn.now) : texts.onlyCoordinators])
    }
    case 'find':
      return say([coordinatorTexts.howToFind])
    case 'invite':
      return staff.isCoordinator ? enterScene(context, inviteScene.slug) : say([texts.onlyCoordinators])
    case 'train':
      return enterScene(context, trainingScene.slug)
    case 'quiet':
    case 'noQuiet':
    case 'duty':
      return command.kind === 'duty' ? startDuty(context, staff) : enterScene(context, quietScene.slug)
    case 'signIn':
      return giveSignInCode(context, staff)
    case 'take': {
      const taken = await staff.take(command.ticketId)
      return say([taken.ok ? texts.taken(taken.value, turn.now) : refused(command.ticketId, taken.refusal)])
    }
    case 'more': {
      const view = await staff.ticket(command.ticketId)
      return say([view.ok ? texts.details(view.value) : refused(command.ticketId, view.refusal)])
    }
    case 'why':
      return say([await explainDeadline(context, staff, command.ticketId)])
    case 'publish':
      return say([await publishAnswer(staff, command.ticketId)])
    case 'quality':
    case 'grade':
    case 'tellAll':
    case 'closeIncident':
    case 'dismissIncident':
    case 'acceptProposal':
    case 'declineProposal':
      return onCoordinatorCommand(context, staff, command)
    default:
      return onTicketWork(context, staff, command, next)
  }
}

async function welcome(context: DialogueContext, { member, isCoordinator }: StaffDesk): Promise<unknown> {
  await leaveScene(context, { keep: false })
  return context.state.say([texts.welcome(member.firstName, isCoordinator)])
}

async function tellFigures(
  { state: { desk, say } }: DialogueContext,
  staff: StaffDesk,
  kind: 'statistics' | 'today',
): Promise<unknown> {
  const table = await staff.statistics(kind === 'today' ? 'today' : 'month')
  return say([table.ok ? texts.statistics(table.value, desk.timeZone) : texts.onlyCoordinators])
}

/** Whoever names nobody reads who is on duty. */
function startDuty(context: DialogueContext, { isCoordinator }: StaffDesk): unknown {
  const own = ownInstitutions(context.state.desk)
  if (isCoordinator || own.some(({ mayName }) => mayName)) return enterScene(context, dutyScene.slug)
  const text = own.map(dutyTexts.whoIsOnDuty).join('\n\n')
  return context.state.say([text === '' ? dutyTexts.nothingToShow(isCoordinator) : { text }])
}

async function giveSignInCode({ state }: DialogueContext, staff: StaffDesk): Promise<unknown> {
  const code = await staff.signInCode()
  return state.say([code.ok ? texts.signInCode(code.value) : texts.tooManySignInCodes])
}

/** How every message of ours begins that may be replied to with an answer. */
const cardHeading =
  /^(?:Новое обращение|Вам передали обращение|Обращение|Житель дописал к|Житель просит человека по обращению|Похоже на опасность: обращение) № (\d{1,12})/u

/** The ticket whose card is being replied to; the number in the quoted text serves when the card is not known. */
async function repliedTicket(context: DialogueContext, staff: StaffDesk): Promise<TicketId | null> {
  const { replyTo } = context.state.turn.message
  if (replyTo === null) return null
  const known = await staff.ticketByCard(replyTo.cmid)
  const quoted = Number(cardHeading.exec(replyTo.text)?.[1] ?? 0)
  return known ?? (quoted > 0 ? ticketId(quoted) : null)
}

async function explainDeadline(
  { state: { desk, turn } }: DialogueContext,
  staff: StaffDesk,
  id: TicketId,
): Promise<OutgoingMessage> {
  const view = await staff.ticket(id)
  return view.ok ? whyThisDeadline(view.value, desk, turn.now) : refused(id, view.refusal)
}

async function noteAbsence(
  context: DialogueContext,
  staff: StaffDesk,
  words: AbsenceWords,
): Promise<unknown> {
  const { desk, say } = context.state
  await leaveScene(context, { keep: false })
  const until = words.kind === 'away' ? words.until : null
  const noted = staff.noteAbsence(until, words.kind === 'away' ? words.deputy : null)
  const lastDay =
    until === null ? '' : dateInWords(until.toZonedDateTime(desk.timeZone).toInstant(), desk.timeZone)
  return say([texts.absence(noted, lastDay, staff.isCoordinator)])
}

const today = ({ state: { turn, desk } }: DialogueContext): PlainDate =>
  turn.now.toZonedDateTimeISO(desk.timeZone).toPlainDate()

/** A reply to «Вопрос коллег» answers them; null when it replies to something else. */
async function replyToColleagues(
  { state }: DialogueContext,
  staff: StaffDesk,
): Promise<OutgoingMessage | null> {
  const { replyTo, text } = state.turn.message
  const id = Number(questionHeading.exec(replyTo?.text ?? '')?.[1] ?? 0)
  if (id === 0 || text.trim() === '') return null
  const given = await staff.answerColleagues(id, cutText(text.trim(), consultWordsMax))
  return given.ok
    ? consultTexts.replied(given.value.ticketId)
    : consultTexts.refused(ticketId(1), given.refusal)
}

async function cancel(context: DialogueContext, staff: StaffDesk): Promise<unknown> {
  const wasBusy = context.scene.current !== undefined
  await leaveScene(context, { keep: false })
  return context.state.say([
    wasBusy ? texts.cancelled(staff.isCoordinator) : texts.nothingToCancel(staff.isCoordinator),
  ])
}
