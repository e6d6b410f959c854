/** One person's dialogue with one community, as the person sees it. */
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { VkProcess } from './vk-process.ts'

const actionSchema = z.looseObject({
  type: z.string(),
  label: z.string().optional(),
  payload: z.string().optional(),
})
const messageSchema = z.object({
  cmid: z.number(),
  from: z.enum(['user', 'community']),
  text: z.string(),
  keyboard: z.object({ buttons: z.array(z.array(z.object({ action: actionSchema }))) }).optional(),
})
const dialogSchema = z.object({ messages: z.array(messageSchema) })
export type Heard = z.infer<typeof messageSchema>

export interface Button {
  readonly cmid: number
  readonly row: number
  readonly column: number
  readonly label: string
  readonly type: string
  /** `c` of the payload. */
  readonly command: string
}

/** Changes are told; this is for one that was told while the sandbox restarted. */
const lookAgainMs = 1_000

export class Dialogue {
  readonly groupId: number
  readonly userId: number
  readonly messages: Heard[] = []
  readonly #vk: VkProcess

  constructor(vk: VkProcess, pair: { readonly groupId: number; readonly userId: number }) {
    this.#vk = vk
    this.groupId = pair.groupId
    this.userId = pair.userId
  }

  async say(text: string, more: Readonly<Record<string, unknown>> = {}): Promise<number> {
    const said = await this.#vk.control('messages', { ...this.#pair, text, ...more })
    return z.object({ cmid: z.number() }).parse(said).cmid
  }

  /** A person of the community writes, not the bot. */
  async sayByHand(text: string): Promise<void> {
    await this.#vk.control('replies', { ...this.#pair, adminUserId: 9001, text })
  }

  /** Returns the number of the message that the press made. */
  async press({ cmid, row, column }: Button): Promise<number> {
    const pressed = await this.#vk.control('press', { ...this.#pair, cmid, row, column })
    return z.object({ cmid: z.number() }).parse(pressed).cmid
  }

  /** Reads what is new. */
  async read(): Promise<void> {
    const afterCmid = this.messages.at(-1)?.cmid ?? 0
    const { groupId, userId } = this
    const answer = await this.#vk.control(`dialog?groupId=${groupId}&userId=${userId}&afterCmid=${afterCmid}`)
    const known = this.messages.at(-1)?.cmid ?? 0
    this.messages.push(...dialogSchema.parse(answer).messages.filter(({ cmid }) => cmid > known))
  }

  /** The first message of the community after `cmid` that fits; null when none comes in time. */
  async hear(cmid: number, words: RegExp, timeoutMs: number): Promise<Heard | null> {
    const deadline = performance.now() + timeoutMs
    for (;;) {
      const changed = this.#change()
      await this.read()
      const heard = this.messages.find(
        (message) => message.from === 'community' && message.cmid > cmid && words.test(message.text),
      )
      if (heard !== undefined) return heard
      if (performance.now() > deadline) return null
      await changed
    }
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#vk.onChange(({ groupId, userId }) => {
        if (groupId === this.groupId && userId === this.userId) end()
      })
      const timer = new AbortController()
      const end = (): void => {
        stop()
        timer.abort()
        resolve()
      }
      delay(lookAgainMs, undefined, { signal: timer.signal }).then(end, () => {})
    })
  }

  get #pair(): { readonly groupId: number; readonly userId: number } {
    return { groupId: this.groupId, userId: this.userId }
  }
}

export function buttonsOf({ cmid, keyboard }: Heard): readonly Button[] {
  return (keyboard?.buttons ?? []).flatMap((buttons, row) =>
    buttons.map(({ action }, column) => ({
      cmid,
      row,
      column,
      label: action.label ?? '',
      type: action.type,
      command: commandOf(action.payload),
    })),
  )
}

const commandSchema = z.object({ c: z.string() })

function commandOf(payload: string | undefined): string {
  const read = commandSchema.safeParse(payload === undefined ? null : JSON.parse(payload))
  return read.success ? read.data.c : ''
}
