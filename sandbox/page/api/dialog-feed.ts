/** Follows one conversation: asks for what changed, keeps what did not, and tells the screen about both. */
import { readEventAnswer, type EventAnswer } from '../model/event-answer.ts'
import { mergeMessages, refreshAfterCmid, sameOr } from '../model/merge-messages.ts'
import type { ChangeStream } from './change-stream.ts'
import type { SandboxClient } from './client.ts'
import { Refresher, type LoadOutcome } from './refresher.ts'
import type { Dialog, Keyboard, Message } from './schemas.ts'

export interface DialogView {
  readonly messages: readonly Message[]
  readonly keyboard: Keyboard | null
  readonly canWrite: boolean
  readonly isTyping: boolean
  /** The answer to a callback button that came while the dialog is open. */
  readonly answer: EventAnswer | null
}

export interface DialogState {
  /** Null until the first answer. */
  readonly dialog: DialogView | null
  /** The sandbox's own sentence when it refuses to show the dialog. */
  readonly refusal: string | null
}

export interface DialogFeedOptions {
  readonly client: Pick<SandboxClient, 'dialog'>
  readonly stream: Pick<ChangeStream, 'onChange'>
  readonly groupId: number
  readonly userId: number
  readonly show: (state: DialogState) => void
}

/** Nobody tells that a bot stopped typing, so a typing dialog is asked again. */
const typingMs = 3_000

export class DialogFeed {
  readonly #options: DialogFeedOptions
  readonly #refresher = new Refresher(() => this.#load())
  #state: DialogState = { dialog: null, refusal: null }
  // After a gap even the oldest messages may be others: the sandbox may have been started anew.
  #isStale = true
  #answeredIds: ReadonlySet<string> | null = null
  #typingTimer: ReturnType<typeof setTimeout> | undefined
  #forget: () => void = () => {}
  #isStopped = false

  constructor(options: DialogFeedOptions) {
    this.#options = options
  }

  start(): void {
    const { stream, groupId, userId } = this.#options
    this.#forget = stream.onChange((change) => {
      if (change.kind === 'anything') this.#isStale = true
      const isOurs = change.kind === 'anything' || (change.userId === userId && change.groupId === groupId)
      if (isOurs) this.#refresher.refresh()
    })
    this.#refresher.refresh()
  }

  stop(): void {
    this.#isStopped = true
    this.#forget()
    this.#refresher.stop()
    clearTimeout(this.#typingTimer)
  }

  async #load(): Promise<LoadOutcome> {
    const { client, groupId, userId } = this.#options
    const known = this.#state.dialog?.messages ?? []
    const afterCmid = this.#isStale ? 0 : refreshAfterCmid(known)
    this.#isStale = false
    const reply = await client.dialog(groupId, userId, afterCmid)
    if (this.#isStopped) return 'loaded'
    if (reply.kind === 'unreachable') {
      this.#isStale = true
      return 'unreachable'
    }
    if (reply.kind === 'refused') this.#show({ dialog: this.#state.dialog, refusal: reply.sentence })
    else this.#take(reply.value, mergeMessages(known, reply.value.messages, afterCmid))
    return 'loaded'
  }

  #take(fetched: Dialog, messages: readonly Message[]): void {
    const earlier = this.#state.dialog
    const dialog: DialogView = {
      messages,
      keyboard: sameOr(earlier?.keyboard, fetched.keyboard ?? null),
      canWrite: fetched.canWrite,
      isTyping: fetched.isTyping === true,
      answer: this.#newAnswer(fetched) ?? earlier?.answer ?? null,
    }
    this.#show({ dialog, refusal: null })
    clearTimeout(this.#typingTimer)
    if (dialog.isTyping) this.#typingTimer = setTimeout(this.#refresher.refresh, typingMs)
  }

  /** Answers that were there before the dialog was opened are not news. */
  #newAnswer({ eventAnswers }: Dialog): EventAnswer | null {
    const known = this.#answeredIds
    this.#answeredIds = new Set(eventAnswers?.map(({ eventId }) => eventId))
    const fresh = known === null ? undefined : eventAnswers?.findLast(({ eventId }) => !known.has(eventId))
    return fresh === undefined ? null : readEventAnswer(fresh.answer)
  }

  #show(state: DialogState): void {
    this.#state = state
    this.#options.show(state)
  }
}
