/** One person's dialogue with one community, through the control side of the sandbox. */
import { waitFor } from './wait-for.ts'

export interface SeenMessage {
  readonly cmid: number
  readonly from: 'user' | 'community'
  readonly text: string
  readonly attachments: readonly unknown[]
  readonly keyboard?: SeenKeyboard
}

export interface SeenKeyboard {
  readonly buttons: readonly (readonly {
    readonly action: { readonly type: string; readonly label?: string }
  }[])[]
}

export interface SeenDialog {
  readonly messages: readonly SeenMessage[]
  readonly keyboard?: SeenKeyboard
}

const replyTimeoutMs = 15_000
/** An administrator of the page who is nobody's staff. */
const anOperator = 9001

export class Talk {
  readonly #url: string
  readonly userId: number
  readonly groupId: number
  #seenCmid = 0

  constructor(url: string, userId: number, groupId: number) {
    this.#url = url
    this.userId = userId
    this.groupId = groupId
  }

  /** Says something and returns nothing: the next `hear` waits for what the community answers. */
  async say(text: string, more: Readonly<Record<string, unknown>> = {}): Promise<number> {
    await this.skip()
    const { cmid } = await this.#post<{ cmid: number }>('messages', { text, ...more })
    return cmid
  }

  /** Presses the button with this label: of an inline keyboard of the latest messages, or of the keyboard below. */
  async press(label: string): Promise<void> {
    const dialog = await this.dialog()
    const inline = dialog.messages.toReversed().find((message) => find(message.keyboard, label) !== null)
    const place = find(inline?.keyboard, label) ?? find(dialog.keyboard, label)
    if (place === null) throw new Error(`no button «${label}»; there are: ${labelsOf(dialog).join(', ')}`)
    const isInline = inline !== undefined
    await this.skip()
    await this.#post('press', { ...place, ...(isInline ? { cmid: inline.cmid } : {}) })
  }

  /** The community's messages since the last thing that was said, once one of them holds `words`. */
  async hear(words: string | RegExp): Promise<SeenMessage> {
    const matches = (message: SeenMessage): boolean =>
      message.from === 'community' &&
      message.cmid > this.#seenCmid &&
      (typeof words === 'string' ? message.text.includes(words) : words.test(message.text))
    try {
      return await waitFor(async () => (await this.dialog()).messages.find(matches) ?? false, {
        timeoutMs: replyTimeoutMs,
      })
    } catch (cause) {
      const { messages } = await this.dialog()
      const story = messages.map((message) => `${message.from}: ${message.text}`).join('\n')
      throw new Error(`nobody said «${words.toString()}». The dialogue:\n${story}`, { cause })
    }
  }

  /** Somebody of the community writes to this person in VK's own interface. */
  async sayByHand(text: string): Promise<void> {
    await this.#post('replies', { adminUserId: anOperator, text })
  }

  /** Everything said so far counts as heard. */
  async skip(): Promise<void> {
    this.#seenCmid = (await this.dialog()).messages.at(-1)?.cmid ?? 0
  }

  async dialog(): Promise<SeenDialog> {
    const answer = await fetch(`${this.#url}/sandbox/dialog?groupId=${this.groupId}&userId=${this.userId}`)
    // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- the sandbox's own contract, checked by its tests
    return (await answer.json()) as SeenDialog
  }

  async #post<Answer>(path: string, body: Readonly<Record<string, unknown>>): Promise<Answer> {
    const answer = await fetch(`${this.#url}/sandbox/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ groupId: this.groupId, userId: this.userId, ...body }),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- as above
    return (await answer.json()) as Answer
  }
}

function find(keyboard: SeenKeyboard | undefined, label: string): { row: number; column: number } | null {
  for (const [row, buttons] of (keyboard?.buttons ?? []).entries()) {
    const column = buttons.findIndex((button) => button.action.label === label)
    if (column >= 0) return { row, column }
  }
  return null
}

const labelsOf = (dialog: SeenDialog): readonly string[] =>
  [...dialog.messages.map((message) => message.keyboard), dialog.keyboard].flatMap(
    (keyboard) => keyboard?.buttons.flat().map((button) => button.action.label ?? button.action.type) ?? [],
  )
