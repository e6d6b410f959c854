/** A member of staff in a workplace's dialogue: takes cards as they come and answers them. */
import { setTimeout as delay } from 'node:timers/promises'
import { type Heard, buttonsOf, type Dialogue } from './dialogue.ts'
import type { Draw } from './draw.ts'
import type { Ledger } from './ledger.ts'
import { answers, marked } from './phrases.ts'

export interface StaffOptions {
  readonly dialogue: Dialogue
  readonly draw: Draw
  readonly ledger: Ledger
  readonly name: string
  /** Colleagues get the same card: true for the one who answers this ticket. */
  readonly claim: (ticketId: number) => boolean
}

const card = /^(?:Новое обращение|Вам передали обращение) № (\d+)/u
const replyTimeoutMs = 180_000
const thinkMsMax = 2_000

export class StaffMember {
  readonly #options: StaffOptions
  #answerCount = 0
  #seenCmid = 0
  #working: Promise<void> | null = null
  #isWoken = false

  constructor(options: StaffOptions) {
    this.#options = options
  }

  /** There may be a new card. */
  wake(): void {
    this.#isWoken = true
    this.#working ??= this.#work()
  }

  /** Every card that came is dealt with. */
  async rest(): Promise<void> {
    this.wake()
    await this.#working
  }

  async #work(): Promise<void> {
    const { dialogue, claim } = this.#options
    while (this.#isWoken) {
      this.#isWoken = false
      await dialogue.read()
      for (let next = this.#nextCard(); next !== null; next = this.#nextCard()) {
        this.#seenCmid = next.message.cmid
        if (claim(next.ticketId)) await this.#answer(next.message, next.ticketId)
        await dialogue.read()
      }
    }
    this.#working = null
  }

  #nextCard(): { readonly message: Heard; readonly ticketId: number } | null {
    const { dialogue } = this.#options
    const message = dialogue.messages.find(
      ({ cmid, from, text }) => cmid > this.#seenCmid && from === 'community' && card.test(text),
    )
    return message === undefined ? null : { message, ticketId: Number(card.exec(message.text)?.[1]) }
  }

  async #answer(message: Heard, ticketId: number): Promise<void> {
    const { draw, dialogue, ledger } = this.#options
    await delay(draw.between(0, thinkMsMax))
    if (draw.chance(0.2)) await this.#take(message)
    ledger.count('message of staff')
    const written = await dialogue.say(this.#words(), { replyToCmid: message.cmid })
    const shown = await this.#hear(
      written,
      new RegExp(`Так ответ на № ${ticketId} увидит|№ ${ticketId} уже`, 'u'),
    )
    const send = shown === null ? undefined : buttonsOf(shown).find(({ command }) => command === 'send')
    if (send === undefined) return
    ledger.count('message of staff')
    const pressed = await dialogue.press(send)
    if (draw.chance(0.1)) {
      // The second press of an impatient person sends nothing.
      ledger.count('message of staff')
      await dialogue.press(send)
    }
    const asked = await this.#hear(
      pressed,
      new RegExp(`ответ на № ${ticketId}\\?|№ ${ticketId} уже|Эта кнопка`, 'u'),
    )
    const solved = asked === null ? undefined : buttonsOf(asked).find(({ command }) => command === 'solved')
    if (solved === undefined) return
    ledger.count('message of staff')
    const told = await dialogue.press(solved)
    if (draw.chance(0.1)) {
      ledger.count('message of staff')
      await dialogue.press(solved)
    }
    await this.#hear(told, new RegExp(`№ ${ticketId} (?:отправлен|уже)|Эта кнопка`, 'u'))
  }

  async #take(message: Heard): Promise<void> {
    const { dialogue, ledger } = this.#options
    const take = buttonsOf(message).find(({ command }) => command === 'take')
    if (take === undefined) return
    ledger.count('message of staff')
    await this.#hear(await dialogue.press(take), /теперь за вами|уже/u)
  }

  async #hear(cmid: number, words: RegExp): Promise<Heard | null> {
    const heard = await this.#options.dialogue.hear(cmid, words, replyTimeoutMs)
    if (heard === null) this.#options.ledger.count('long wait of staff')
    return heard
  }

  #words(): string {
    const { draw, name } = this.#options
    this.#answerCount += 1
    return `${draw.one(answers)} ${marked(`${name}.${this.#answerCount}`)}`
  }
}
