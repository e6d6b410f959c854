/** A citizen's dialogue outside of a scene: words that are understood everywhere, and first words. */
import type { NextMiddleware } from 'middleware-io'

import type { Community } from '../src/domain/directory.ts'
import type { TicketId } from '../src/domain/ids.ts'
import { type Rating, type Ticket, mayBeReopened } from '../src/domain/ticket.ts'
import { isBefore, secondsBetween } from '../src/domain/time.ts'
import { saysTheSame } from '../src/domain/same-words.ts'
import * as texts from './citizen-texts.ts'
import { answersQuestion, clarifiedTicket } from './clarify/answer-back.ts'
import { type Command, isChoice } from './commands.ts'
import { whyThisDeadline } from './deadline-texts.ts'
import { type DraftMessage, addedMessages, dangerIn, draftMessageSchema, questionMessage } from './draft.ts'
import { followUpScene } from './follow-up/scene.ts'
import * as followUpTexts from './follow-up/texts.ts'
import { readInviteCode } from '../src/domain/invite-code.ts'
import type { Attachment } from '../src/domain/message.ts'
import { joinByCode } from './join.ts'
import { onPersonCommand } from './person.ts'
import { questionScene } from './question/scene.ts'
import { emptyQuestion } from './question/draft.ts'
import { addMessage, sureConfidence, understandAll } from './question/heard.ts'
import { mattersIn } from './question/matters.ts'
import * as questionTexts from './question/texts.ts'
import { typedRating } from './rating-words.ts'
import { reopenScene } from './reopen/scene.ts'
import * as reopenTexts from './reopen/texts.ts'
import { type DialogueContext, enterScene, leaveScene } from './scene-kit.ts'

const listedMax = 5

/** Handles what is meant the same anywhere; everything else goes on to the current scene. */
export async function onCitizenCommand(context: DialogueContext, next: NextMiddleware): Promise<unknown> {
  const { turn, desk, say } = context.state
  const code = readInviteCode(turn.message.text)
  if (code !== null) return joinByCode(context, code)
  if (desk.isStaffOnly) {
    const { danger } = desk.understand(turn.message.text)
    const advice = danger === null ? [] : questionTexts.safety(danger)
    return say([...advice, texts.staffOnly(publicCommunities(context))])
  }
  return turn.command === null ? next() : onCommand(context, turn.command, next)
}

async function onCommand(context: DialogueContext, command: Command, next: NextMiddleware): Promise<unknown> {
  const { turn, desk, say } = context.state
  switch (command.kind) {
    case 'start':
      await leaveScene(context, { keep: true })
      return say([questionTexts.greeting(desk.wording, communityTitle(context))])
    case 'mine': {
      const views = await desk.citizen.ownTickets(listedMax)
      return say([views.length === 0 ? texts.noTickets(desk.wording) : texts.tickets(views, turn.now)])
    }
    case 'show': {
      const shown = await desk.citizen.ownTicket(command.ticketId)
      return say([shown.ok ? texts.ticket(shown.value, turn.now) : texts.ticketUnknown])
    }
    case 'append':
      return startAppending(context, command.ticketId)
    case 'why': {
      const shown = await desk.citizen.ownTicket(command.ticketId)
      return say([shown.ok ? whyThisDeadline(shown.value, desk, turn.now) : texts.ticketUnknown])
    }
    case 'rate':
      return rate(context, command.ticketId, command.rating)
    case 'understood':
      return noteUnderstood(context, command.ticketId)
    case 'disagree':
      return rate(context, command.ticketId, 'no')
    case 'promiseKept':
    case 'promiseBroken':
      return judgePromise(context, command.ticketId, command.kind === 'promiseKept')
    case 'askWithdraw':
      return say([texts.confirmWithdraw(desk.wording, command.ticketId)])
    case 'withdraw':
      return withdraw(context, command.ticketId)
    case 'aboutMe':
    case 'askForget':
    case 'forget':
      return onPersonCommand(context, command.kind)
    case 'new':
      return startAnew(context)
    case 'cancel': {
      const wasBusy = context.scene.current !== undefined
      await leaveScene(context, { keep: false })
      return say([(wasBusy ? texts.cancelled : texts.nothingToCancel)(desk.wording)])
    }
    case 'human':
      if (context.scene.current?.slug === questionScene.slug) return next()
      // Words that wait to be sorted go to a ticket first, so that the person who comes can read them.
      await leaveScene(context, { keep: true })
      return callHuman(context)
    default:
      return next()
  }
}

async function withdraw({ state: { desk, say } }: DialogueContext, id: TicketId): Promise<unknown> {
  const done = await desk.citizen.withdraw(id)
  if (!done.ok && done.refusal.kind === 'hasFollowers')
    return say([texts.othersWait(id, done.refusal.followers)])
  const isWithdrawn = done.ok || done.refusal.kind === 'withdrawn'
  return say([isWithdrawn ? texts.withdrawn(desk.wording, id) : followUpTexts.ticketClosed(id)])
}

async function noteUnderstood({ state: { desk, say } }: DialogueContext, id: TicketId): Promise<unknown> {
  return say([(await desk.citizen.rate(id, 'helped')).ok ? reopenTexts.understood : texts.buttonIsOld])
}

/** «Помогло?» — what was not good enough goes back, after one question. */
async function rate(context: DialogueContext, id: TicketId, rating: Rating): Promise<unknown> {
  const { desk, say } = context.state
  const rated = await desk.citizen.rate(id, rating)
  if (!rated.ok) return say([reopenTexts.tooLate(id)])
  if (rating === 'helped') return say([reopenTexts.gladToHelp(desk.wording)])
  await leaveScene(context, { keep: true })
  return enterScene(context, reopenScene.slug, { ticketId: id, isPartly: rating === 'partly' })
}

/** True when the word was an answer to «Помогло?» or «Сделали?». */
async function rateByWord(context: DialogueContext, rating: Rating): Promise<boolean> {
  const { desk, turn } = context.state
  const promised = desk.citizen.openTickets.find(
    ({ promisedUntil }) => promisedUntil !== null && isBefore(promisedUntil, turn.now),
  )
  if (promised !== undefined && (rating === 'helped' || rating === 'no')) {
    await judgePromise(context, promised.id, rating === 'helped')
    return true
  }
  if (desk.citizen.openTickets.length > 0) return false
  const [newest] = await desk.citizen.ownTickets(1)
  if (newest === undefined || newest.ticket.result === null || !mayBeReopened(newest.ticket, turn.now))
    return false
  await rate(context, newest.ticket.id, rating)
  return true
}

async function judgePromise(context: DialogueContext, id: TicketId, isKept: boolean): Promise<unknown> {
  const { desk, say } = context.state
  const judged = await desk.citizen.judgePromise(id, isKept)
  if (!judged.ok) return say([texts.buttonIsOld])
  return say([isKept ? reopenTexts.promiseKept(id) : reopenTexts.promiseBroken(id)])
}

/** Words outside of any scene: thanks, words for an open ticket, or a new question. */
export async function onCitizenWords(context: DialogueContext): Promise<unknown> {
  const { turn, desk, say } = context.state
  const { openTickets } = desk.citizen
  const [only] = openTickets
  if (turn.message.payload !== null && isChoice(turn.command)) return say([texts.buttonIsOld])
  const appending = openTickets.find(({ id }) => id === context.session['appendsTo'])
  delete context.session['appendsTo']
  if (appending !== undefined && dangerIn(turn.message, desk) === null) return appendTo(context, appending.id)
  const asked = clarifiedTicket(openTickets)
  if (asked !== null && answersQuestion(turn.message, desk)) {
    const added = await desk.citizen.addMessages(asked.id, addedMessages(turn.message).map(questionMessage))
    return say([added.ok ? texts.clarified(asked.id) : followUpTexts.ticketClosed(asked.id)])
  }
  const typed = typedRating(turn.message.text)
  if (typed !== null && turn.message.attachments.length === 0 && (await rateByWord(context, typed)))
    return undefined
  if (only === undefined) return enterScene(context, questionScene.slug)
  const { utterance } = desk.understand(turn.message.text)
  const danger = dangerIn(turn.message, desk)
  const isChatter = turn.message.attachments.every(isSticker) && turn.message.geo === null && danger === null
  if (isChatter && utterance === 'greeting')
    return say([questionTexts.greeting(desk.wording, communityTitle(context))])
  if (isChatter && utterance === 'thanks') return say([texts.thanksReceived(desk.wording)])
  // A complaint about an advertisement may look like one: asking loses nothing.
  if (isChatter && utterance === 'advertisement') return enterScene(context, questionScene.slug)
  if (isChatter && utterance !== 'question') return say([texts.inWork(desk.wording)])
  // Somebody may be in danger: that is never a mere addition to an older question, only to the same cry.
  if (danger !== null) {
    const cried = openTickets.find((ticket) => isSameCry(context, ticket, danger))
    return cried === undefined ? enterScene(context, questionScene.slug) : addToCry(context, cried.id, danger)
  }
  const repeated = openTickets.find((ticket) => saysTheSame(ticket.summary, turn.message.text))
  if (repeated === undefined && holdsSeveralMatters(context)) return enterScene(context, questionScene.slug)
  if (repeated === undefined && (openTickets.length > 1 || isAboutSomethingElse(context, only))) {
    return enterScene(context, followUpScene.slug, {
      messages: [],
      ticketIds: openTickets.map((ticket) => ticket.id),
    })
  }
  return appendTo(context, (repeated ?? only).id)
}

async function appendTo(context: DialogueContext, id: TicketId): Promise<unknown> {
  const { turn, desk, say } = context.state
  const messages = addedMessages(turn.message)
  const added = await desk.citizen.addMessages(id, messages.map(questionMessage))
  // Should it turn out to be another question, nobody has to write it twice.
  context.session['lastAdded'] = messages
  return say([added.ok ? followUpTexts.added(desk.wording, added.value) : followUpTexts.ticketClosed(id)])
}

/** «Дописать» under a ticket: the next words belong to it, whatever else is open. */
async function startAppending(context: DialogueContext, id: TicketId): Promise<unknown> {
  const { desk, say } = context.state
  if (!desk.citizen.openTickets.some((ticket) => ticket.id === id))
    return say([followUpTexts.ticketClosed(id)])
  await leaveScene(context, { keep: true })
  context.session['appendsTo'] = id
  return say([followUpTexts.askAddition(id)])
}

const cryFreshSeconds = 3600

/** The same danger, cried out a while ago, and no other place named since. */
function isSameCry(context: DialogueContext, ticket: Ticket, danger: string): boolean {
  const { turn, desk } = context.state
  const { text } = desk.understand(turn.message.text).place
  const isElsewhere = text !== null && ticket.place !== null && text !== ticket.place
  const isFresh = secondsBetween(ticket.openedAt, turn.now) < cryFreshSeconds
  return ticket.danger === danger && isFresh && !isElsewhere
}

async function addToCry(context: DialogueContext, id: TicketId, danger: string): Promise<unknown> {
  const { turn, desk, say } = context.state
  const added = await desk.citizen.addMessages(id, addedMessages(turn.message).map(questionMessage))
  if (!added.ok) return enterScene(context, questionScene.slug)
  return say([...questionTexts.safety(danger), followUpTexts.added(desk.wording, added.value)])
}

/** A clear question of another topic that somebody else would answer; the person is asked, not guessed. */
function isAboutSomethingElse(context: DialogueContext, ticket: Ticket): boolean {
  const { turn, desk } = context.state
  const [best] = desk.understand(turn.message.text).topics
  if (best === undefined || best.confidence < sureConfidence || best.topicId === ticket.topicId) return false
  return desk.ownerOf(best.topicId, ticket.municipalityId).institutionId !== ticket.institutionId
}

/** Some of it may be about an open ticket, some not: the question scene tells the parts and asks. */
function holdsSeveralMatters({ state: { turn, desk } }: DialogueContext): boolean {
  const heard = addMessage(emptyQuestion, turn)
  return mattersIn(heard, understandAll(heard, turn, desk), desk).length > 0
}

const isSticker = (attachment: Attachment): boolean => attachment.type === 'sticker'

/** «Это новый вопрос»: what was just written becomes the question. */
async function startAnew(context: DialogueContext): Promise<unknown> {
  const said = heldMessages(context)
  delete context.session['lastAdded']
  const isFollowUp = context.scene.current?.slug === followUpScene.slug
  await leaveScene(context, { keep: !isFollowUp })
  return enterScene(context, questionScene.slug, { ...emptyQuestion, messages: said })
}

/** Words that wait to become a question: of the follow-up that is being sorted, or just added to a ticket. */
function heldMessages(context: DialogueContext): readonly DraftMessage[] {
  if (context.scene.current?.slug === followUpScene.slug) {
    return followUpScene.readDraft(context.scene.state['draft'])?.messages ?? []
  }
  const { message } = context.state.turn
  const added = draftMessageSchema.array().catch([]).parse(context.session['lastAdded'])
  const last = added.at(-1)
  // Typed or pressed from the menu much later, «Новый вопрос» starts with an empty sheet.
  const isPressed =
    message.payload?.['c'] === 'new' && last !== undefined && last.cmid >= message.cmid - recentMessages
  return isPressed ? added : []
}

/** The added words, our reply to them, and the press itself. */
const recentMessages = 2

async function callHuman(context: DialogueContext): Promise<unknown> {
  const { turn, desk, say } = context.state
  const newest = desk.citizen.openTickets.at(-1)
  if (newest === undefined) return enterScene(context, questionScene.slug)
  const called = await desk.citizen.callHuman(newest.id)
  return say([
    called.ok
      ? texts.humanCalled(desk.wording, called.value, turn.now)
      : followUpTexts.ticketClosed(newest.id),
  ])
}

const communityTitle = (context: DialogueContext): string =>
  context.state.desk.directory.communities.get(context.state.desk.groupId)?.title ?? 'сообщество'

const publicCommunities = (context: DialogueContext): Parameters<typeof texts.staffOnly>[0] =>
  [...context.state.desk.directory.communities.values()]
    .filter((community) => community.purpose !== 'staff')
    // Those who answer about most things come first.
    .sort((left, right) => Number(isAdministration(context, right)) - Number(isAdministration(context, left)))

function isAdministration(context: DialogueContext, { institutionId }: Community): boolean {
  const { institutions } = context.state.desk.directory
  return institutionId !== null && institutions.get(institutionId)?.kind === 'administration'
}
