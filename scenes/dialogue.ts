/**
 * One message through the middleware of a dialogue: session → scene → commands of any moment → current scene → first
 * words. Ordinary vk-io middleware; its context can talk to nobody but the outbox.
 */
import { SceneManager } from '@vk-io/scenes'
import { type ISessionStorage, SessionManager } from '@vk-io/session'
import { type Middleware, type NextMiddleware, compose } from 'middleware-io'
import { API, MessageContext, Upload, UpdateSource } from 'vk-io'
import type { Desk } from '../src/domain/desk.ts'
import type { IncomingMessage, OutgoingMessage } from '../src/domain/message.ts'
import type { Instant } from '../src/domain/time.ts'
import { answerScene } from './answer/scene.ts'
import { clarifyScene } from './clarify/scene.ts'
import { onCitizenCommand, onCitizenWords } from './citizen.ts'
import { readCommand } from './commands.ts'
import { colleagueReplyScene } from './consult/reply-scene.ts'
import { consultScene } from './consult/scene.ts'
import { followUpScene } from './follow-up/scene.ts'
import { forwardScene } from './forward/scene.ts'
import { incidentScene } from './incident/scene.ts'
import { inviteScene } from './invite/scene.ts'
import { joinSimilarScene } from './join-similar/scene.ts'
import { dutyScene } from './duty/scene.ts'
import { quietScene } from './quiet/scene.ts'
import { questionScene } from './question/scene.ts'
import { reopenScene } from './reopen/scene.ts'
import type { Turn } from './scene.ts'
import {
  type BoundScene,
  type DialogueContext,
  type DialogueState,
  bindScene,
  choicesOf,
  isBound,
  leaveScene,
  typedChoice,
  withNumberedChoices,
} from './scene-kit.ts'
import { onStaffCommand, onStaffWords } from './staff.ts'
import { trainingScene } from './training/scene.ts'

/** Reads and writes the session of this one dialogue inside the unit of work. */
export interface DialogueSession {
  read(): Record<string, unknown> | null
  /** Null forgets the session. */
  write(value: Record<string, unknown> | null): void
}

const bound: readonly BoundScene[] = [
  bindScene(questionScene),
  bindScene(followUpScene),
  bindScene(joinSimilarScene),
  bindScene(answerScene),
  bindScene(clarifyScene),
  bindScene(consultScene),
  bindScene(colleagueReplyScene),
  bindScene(reopenScene),
  bindScene(forwardScene),
  bindScene(inviteScene),
  bindScene(incidentScene),
  bindScene(trainingScene),
  bindScene(quietScene),
  bindScene(dutyScene),
]
const scenes = new SceneManager({ scenes: [...bound] })

/** What the bot says to one message. Never throws on what a person may send; never returns nothing to a person. */
export async function converse(
  message: IncomingMessage,
  desk: Desk,
  session: DialogueSession,
  now: Instant,
): Promise<readonly OutgoingMessage[]> {
  const said: OutgoingMessage[] = []
  const pressed = message.payload ?? typedChoice(session.read()?.['choices'], message)
  const understood = { ...message, payload: pressed }
  const turn: Turn = { message: understood, command: readCommand(understood), now }
  const say = (replies: readonly OutgoingMessage[]): void => {
    said.push(...(message.showsButtons ? replies : replies.map(withNumberedChoices)))
  }
  const context = createContext(message, { turn, desk, say })
  await chain(session)(context, () => Promise.resolve())
  rememberChoices(session, said)
  return said
}

/** Ends a scene that nobody went on with; what was said in it is carried out. */
export async function expireDialogue(
  person: Pick<IncomingMessage, 'groupId' | 'peerId' | 'userId'>,
  desk: Desk,
  session: DialogueSession,
  now: Instant,
): Promise<readonly OutgoingMessage[]> {
  const said: OutgoingMessage[] = []
  const message: IncomingMessage = {
    ...person,
    cmid: 0,
    text: '',
    payload: null,
    attachments: [],
    geo: null,
    replyTo: null,
    vkAt: now,
    showsButtons: true,
  }
  const turn: Turn = { message, command: null, now }
  const context = createContext(message, { turn, desk, say: (replies) => said.push(...replies) })
  const sessions = new SessionManager({ storage: storageOf(session), getStorageKey: () => 'dialogue' })
  const expiring = compose([untyped(sessions.middleware), untyped(scenes.middleware), leaveStaleScene])
  await expiring(context, () => Promise.resolve())
  return said
}

function chain(session: DialogueSession): Middleware<DialogueContext> {
  const sessions = new SessionManager({ storage: storageOf(session), getStorageKey: () => 'dialogue' })
  return compose([
    untyped(sessions.middleware),
    untyped(scenes.middleware),
    leaveStaleScene,
    onCommand,
    untyped(scenes.middlewareIntercept),
    onFirstWords,
  ])
}

/** Both packages type their middleware for any context. */
const untyped = (middleware: unknown): Middleware<DialogueContext> =>
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- see above
  middleware as Middleware<DialogueContext>

/** A deploy or a long silence must end in a polite sentence, never in a wrong step. */
async function leaveStaleScene(context: DialogueContext, next: NextMiddleware): Promise<unknown> {
  const { current, session } = context.scene
  if (current === undefined && session['current'] !== undefined) context.scene.reset()
  if (current !== undefined && isBound(current) && current.isStale(context.scene.state, context.state.turn)) {
    await leaveScene(context, { keep: true })
  }
  return next()
}

const onCommand = (context: DialogueContext, next: NextMiddleware): Promise<unknown> =>
  context.state.desk.staff === null ? onCitizenCommand(context, next) : onStaffCommand(context, next)

const onFirstWords = (context: DialogueContext): Promise<unknown> =>
  context.state.desk.staff === null ? onCitizenWords(context) : onStaffWords(context)

/** A person may type what a button says; the choices last offered are remembered for that. */
function rememberChoices(session: DialogueSession, said: readonly OutgoingMessage[]): void {
  const choices = said.flatMap(choicesOf).map(({ label, payload }) => ({ label, payload }))
  const { choices: previous, ...rest } = session.read() ?? {}
  if (said.length === 0 || (choices.length === 0 && previous === undefined)) return
  const value = choices.length > 0 ? { ...rest, choices } : rest
  session.write(Object.keys(value).length === 0 ? null : value)
}

function storageOf(session: DialogueSession): ISessionStorage {
  return {
    get: () => Promise.resolve(session.read() ?? undefined),
    set: (_key: string, value: object) => {
      session.write(JSON.parse(JSON.stringify(value)))
      return Promise.resolve(true)
    },
    delete: () => {
      session.write(null)
      return Promise.resolve(true)
    },
    touch: () => Promise.resolve(),
  }
}

/** An API that refuses to be used: only the outbox talks to people. */
class SilentApi extends API {
  override callWithRequest(): Promise<never> {
    return Promise.reject(new Error('scenes speak through replies; nothing but the outbox calls VK'))
  }
}

const silentApi = new SilentApi({ token: 'none' })
const silentUpload = new Upload({ api: silentApi })

function createContext(message: IncomingMessage, state: DialogueState): DialogueContext {
  const context = new MessageContext<DialogueState>({
    api: silentApi,
    upload: silentUpload,
    source: UpdateSource.WEBHOOK,
    updateType: 'message_new',
    groupId: message.groupId,
    state,
    payload: {
      message: {
        id: message.cmid,
        conversation_message_id: message.cmid,
        date: Math.trunc(message.vkAt.epochMilliseconds / 1000),
        peer_id: message.peerId,
        from_id: message.userId,
        out: 0,
        text: message.text,
        random_id: 0,
        important: false,
        attachments: [],
        fwd_messages: [],
      },
      client_info: { button_actions: [], keyboard: true, inline_keyboard: true, carousel: false, lang_id: 0 },
    },
  } satisfies ConstructorParameters<typeof MessageContext<DialogueState>>[0])
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- session and scene are added by the first two middleware
  return context as DialogueContext
}
