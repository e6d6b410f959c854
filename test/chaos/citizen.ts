/** A citizen who talks to one community: asks, answers the bot's questions, adds words, sometimes too fast. */
import { setTimeout as delay } from 'node:timers/promises'
import { type Button, type Heard, buttonsOf, type Dialogue } from './dialogue.ts'
import type { Draw } from './draw.ts'
import type { Ledger } from './ledger.ts'
import { addresses, mineCommand, openings, marked } from './phrases.ts'

export interface CitizenOptions {
  readonly dialogue: Dialogue
  readonly draw: Draw
  readonly ledger: Ledger
  /** Numbers the words, so that each can be traced. */
  readonly name: string
  /** A photo as the sandbox gives it to those who upload one. */
  readonly photo: unknown
  readonly isOver: () => boolean
}

/** Nobody waits for ever; who gets no reply at all is found by the comparison afterwards. */
const replyTimeoutMs = 180_000
const thinkMsMax = 2_500
const anything = /./su

export class Citizen {
  readonly #options: CitizenOptions
  #wordCount = 0
  /** Wrote again before the bot had replied. */
  #hasRushed = false

  constructor(options: CitizenOptions) {
    this.#options = options
  }

  /** Talks until it has said all it has to say, or the run is over. */
  async live(): Promise<void> {
    const { draw, isOver } = this.#options
    const turns = draw.integer(2, 7)
    for (let turn = 0; turn < turns && !isOver(); turn += 1) {
      const cmid = await this.#sayNext(turn)
      const reply = await this.#hear(cmid)
      await delay(draw.between(0, thinkMsMax))
      if (reply === null) return
      await this.#answerPrompts()
    }
    if (!this.#hasRushed && draw.chance(0.15) && !isOver()) await this.#hearByHand()
  }

  /** Answers a question of the bot that is still open; true when there was one. */
  async finish(): Promise<boolean> {
    await this.#options.dialogue.read()
    const prompt = this.#openPrompt()
    const choice = prompt.find(({ command }) => choices.has(command))
    if (choice === undefined) return false
    await this.#press(choice)
    return true
  }

  async #sayNext(turn: number): Promise<number> {
    const { draw } = this.#options
    const kind = turn === 0 ? 0 : draw.between(0, 1)
    if (kind < 0.5) return this.#sayWords()
    if (kind < 0.65) {
      // Somebody who writes every thought as a message of its own.
      this.#hasRushed = true
      await this.#sayWords()
      if (draw.chance(0.5)) await this.#sayWords()
      return this.#sayWords()
    }
    if (kind < 0.85) return this.#say(mineCommand)
    return this.#say(this.#words(), { attachments: [this.#options.photo] })
  }

  /** At most a few questions in a row: a bot that asks for ever is found by the check for open questions. */
  async #answerPrompts(): Promise<void> {
    const { draw, dialogue, isOver } = this.#options
    for (let count = 0; count < 3 && !isOver(); count += 1) {
      await dialogue.read()
      const prompt = this.#openPrompt()
      if (prompt.length === 0) return
      const cmid = await this.#answer(prompt, draw)
      if ((await this.#hear(cmid)) === null) return
    }
  }

  /** A person of the community writes in VK's own interface, when all is said: the bot is silent from then on. */
  async #hearByHand(): Promise<void> {
    const { dialogue, ledger } = this.#options
    const last = dialogue.messages.at(-1)
    if (last?.from !== 'community') return
    ledger.count('message by hand')
    await dialogue.sayByHand('Заходите к нам в приёмный день, поможем на месте.')
  }

  #answer(prompt: readonly Button[], draw: Draw): Promise<number> {
    if (prompt.some(({ type }) => type === 'location') && draw.chance(0.6))
      return this.#say(`${draw.one(addresses)} ${this.#mark()}`)
    const offered = prompt.filter(({ command }) => choices.has(command))
    if (offered.length === 0 || draw.chance(0.15)) return this.#sayWords()
    return this.#press(draw.one(offered))
  }

  /** Buttons of the last question of the bot to which only menu words were said since. */
  #openPrompt(): readonly Button[] {
    const { messages } = this.#options.dialogue
    const asked = messages.findLast((message) => isPrompt(message))
    if (asked === undefined) return []
    const isAnswered = messages.some(
      ({ from, cmid, text }) => from === 'user' && cmid > asked.cmid && text !== mineCommand,
    )
    return isAnswered ? [] : buttonsOf(asked)
  }

  async #hear(cmid: number): Promise<Heard | null> {
    const heard = await this.#options.dialogue.hear(cmid, anything, replyTimeoutMs)
    if (heard === null) this.#options.ledger.count('long wait of a citizen')
    return heard
  }

  #sayWords(): Promise<number> {
    return this.#say(this.#words())
  }

  #words(): string {
    return `${this.#options.draw.one(openings)} ${this.#mark()}`
  }

  #mark(): string {
    this.#wordCount += 1
    return marked(`${this.#options.name}.${this.#wordCount}`)
  }

  #say(text: string, more: Readonly<Record<string, unknown>> = {}): Promise<number> {
    this.#options.ledger.count('message of a citizen')
    return this.#options.dialogue.say(text, more)
  }

  #press(button: Button): Promise<number> {
    this.#options.ledger.count('message of a citizen')
    return this.#options.dialogue.press(button)
  }
}

/** Never «Присоединиться»: the words of those who join lie under the ticket of somebody else. */
const choices: ReadonlySet<string> = new Set(['topic', 'addTo', 'skip', 'notSame', 'toStaff'])

const isPrompt = (message: Heard): boolean =>
  message.from === 'community' &&
  buttonsOf(message).some(({ command, type }) => choices.has(command) || type === 'location')
