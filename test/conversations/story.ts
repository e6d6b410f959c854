/** A conversation that is really held in the sandbox, and how it is written down. */
import type { TestClock, TestProduct } from '../support/product.ts'
import type { SeenMessage, Talk } from '../support/talk.ts'
import { waitFor } from '../support/wait-for.ts'

export interface Story {
  readonly title: string
  /** What it shows, in a sentence. */
  readonly about: string
  /** Holds the conversation; throws when somebody does not say what they should. */
  play(stage: Stage): Promise<void>
}

export const staffCommunity = 1000
export const administration = 1001

let house = 400

/** Opens dialogues and remembers them for the record. */
export class Stage {
  readonly #region: TestProduct
  readonly #dialogues: { readonly title: string; readonly talk: Talk; readonly since: number }[] = []

  readonly #clock: TestClock

  constructor(region: TestProduct, clock: TestClock) {
    this.#region = region
    this.#clock = clock
  }

  /** Moves the clock of everybody and does what was due meanwhile. */
  async later(seconds: number): Promise<void> {
    this.#clock.advance(seconds)
    await this.#region.product.timers.drain()
  }

  get region(): TestProduct {
    return this.#region
  }

  async citizen(title = 'Житель', groupId = administration): Promise<Talk> {
    return this.#remember(title, await this.#region.newcomer(groupId))
  }

  /** A question about a road that comes to the committee of roads; far enough from the last that nobody is asked to join. */
  async askAboutRoad(): Promise<{ readonly citizen: Talk; readonly number: string }> {
    const citizen = await this.citizen()
    await citizen.say(`На улице Мира, ${(house += 20)} огромная яма на дороге`)
    const asked = await citizen.hear(/принято|о чём вопрос/u)
    if (asked.text.includes('о чём')) await citizen.press('Ямы и выбоины на дороге')
    return { citizen, number: numberIn(await citizen.hear('принято')) }
  }

  async staff(title: string, userId: number): Promise<Talk> {
    // What the story before has led to may still be on its way.
    await this.#region.product.outbox.drain()
    return this.#remember(title, this.#region.talk(userId, staffCommunity))
  }

  /** VK tells names in the background. */
  async nameKnown({ userId }: Talk): Promise<void> {
    await waitFor(async () => {
      const { rows } = await this.#region.pool.query(
        'select 1 from citizens where vk_user_id = $1 and first_name is not null',
        [userId],
      )
      return rows.length === 1
    })
  }

  async record(): Promise<string> {
    // What is due at once is said, and cards are changed, a moment after what they tell.
    await this.#region.product.timers.drain()
    await this.#region.product.outbox.drain()
    const parts: string[] = []
    const citizensFirst = this.#dialogues.toSorted(
      (one, other) => Number(isStaff(one)) - Number(isStaff(other)),
    )
    for (const { title, talk, since } of citizensFirst) {
      const { messages } = await talk.dialog()
      const lines = messages
        .filter((message) => message.cmid > since)
        .map((message) => line(message, isStaff({ title }) ? 'Сотрудник' : 'Житель'))
      parts.push(`_${title}_\n\n${lines.join('\n\n')}`)
    }
    return parts.join('\n\n')
  }

  async #remember(title: string, talk: Talk): Promise<Talk> {
    const since = (await talk.dialog()).messages.at(-1)?.cmid ?? 0
    this.#dialogues.push({ title, talk, since })
    await talk.skip()
    return talk
  }
}

const isStaff = ({ title }: { readonly title: string }): boolean => !title.startsWith('Житель')

/** Two spaces at the end of a line break it in Markdown. */
function line({ from, text, keyboard }: SeenMessage, person: string): string {
  const who = from === 'user' ? person : 'Бот'
  const labels = keyboard?.buttons.flat().map(({ action }) => `[${action.label ?? 'Отправить место'}]`) ?? []
  const said = [`**${who}:** ${text}`, ...(labels.length > 0 ? ['', labels.join(' ')] : [])].join('\n')
  return said
    .split('\n')
    .map((part) => (part === '' ? '>' : `> ${part}`))
    .join('\n')
}

export const numberIn = ({ text }: SeenMessage): string => /№ (\d+)/u.exec(text)?.[1] ?? ''
