/** One person's dialogue with the bot, without a network: what is said, pressed and answered. */
import { converse } from '../../scenes/dialogue.ts'
import type { Desk } from '../../src/domain/desk.ts'
import { type GroupId, groupId, peerId, vkUserId } from '../../src/domain/ids.ts'
import type { Button } from '../../src/domain/keyboard.ts'
import type { IncomingMessage, OutgoingMessage } from '../../src/domain/message.ts'
import type { StaffMember } from '../../src/domain/staff.ts'
import { type Instant, addSeconds } from '../../src/domain/time.ts'
import { DeskInMemory } from './desk-in-memory.ts'
import { givenMessage, noon } from './given.ts'
import { smallTown, understandByWords } from './small-town.ts'

export interface DialogueOptions {
  readonly member?: StaffMember
  readonly groupId?: GroupId
  readonly showsButtons?: boolean
}

export class DialogueInMemory {
  readonly town = new DeskInMemory()
  readonly #options: DialogueOptions
  /** As the database keeps it: text. */
  storedSession: string | null = null
  now: Instant = noon
  replies: readonly OutgoingMessage[] = []
  #cmid = 0

  constructor(options: DialogueOptions = {}) {
    this.#options = options
    this.town.directory = smallTown()
    this.town.understand = understandByWords
  }

  /** The bot's words in answer to a typed message. */
  async say(text: string, more: Partial<IncomingMessage> = {}): Promise<string> {
    const { member, groupId: inGroup = groupId(100), showsButtons = true } = this.#options
    const userId = member?.vkUserId ?? vkUserId(501)
    this.#cmid += 1
    const message = givenMessage({
      groupId: inGroup,
      peerId: peerId(userId),
      userId,
      cmid: this.#cmid,
      text,
      vkAt: this.now,
      showsButtons,
      ...more,
    })
    this.replies = await converse(message, this.desk(), this.#session(), this.now)
    this.#cmid += this.replies.length
    return this.replies.map((reply) => reply.text).join('\n---\n')
  }

  /** Presses a button of the latest replies or of the menu that they brought. */
  async press(label: string): Promise<string> {
    const found = this.buttons().find((button) => button.type === 'text' && button.label === label)
    if (found?.type !== 'text')
      throw new Error(`no button «${label}»; there are: ${this.labels().join(', ')}`)
    return this.say(label, { payload: { ...found.payload } })
  }

  /** Moves the clock. */
  wait(seconds: number): void {
    this.now = addSeconds(this.now, seconds)
  }

  buttons(): readonly Button[] {
    return this.replies.flatMap((reply) => reply.keyboard?.rows.flat() ?? [])
  }

  labels(): readonly string[] {
    return this.buttons().map((button) => (button.type === 'location' ? 'location' : button.label))
  }

  /** What the session keeps of the current scene. */
  scene(): unknown {
    return JSON.parse(this.storedSession ?? '{}').__scene
  }

  /** Changes what the session keeps of the current scene, as another version of the product would have left it. */
  spoilScene(fields: Readonly<Record<string, unknown>>): void {
    const session = JSON.parse(this.storedSession ?? '{}')
    Object.assign(session.__scene.state, fields)
    this.storedSession = JSON.stringify(session)
  }

  /** All words that any ticket holds. */
  wordsKept(): readonly string[] {
    return [...this.town.words.values()].flat().map((message) => message.text)
  }

  desk(): Desk {
    const { member = null, groupId: inGroup = groupId(100) } = this.#options
    return this.town.desk({ member, groupId: inGroup, userId: member?.vkUserId ?? vkUserId(501) })
  }

  #session(): Parameters<typeof converse>[2] {
    return {
      read: () => (this.storedSession === null ? null : JSON.parse(this.storedSession)),
      write: (value) => {
        this.storedSession = value === null ? null : JSON.stringify(value)
      },
    }
  }
}
