/** The sandbox in a process of its own, and people's way to it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { waitFor } from '../support/wait-for.ts'

const program = path.resolve(import.meta.dirname, '../../dist/sandbox/main.js')
const startTimeoutMs = 30_000
/** While the sandbox restarts people try again. */
const patienceMs = 30_000
const tryAgainMs = 100

const change = z.object({ groupId: z.number(), userId: z.number() })
type Change = z.infer<typeof change>

const stateSchema = z.object({
  communities: z.array(z.object({ groupId: z.number(), token: z.string(), purpose: z.string() })),
  users: z.array(z.object({ userId: z.number(), role: z.string() })),
})
export type VkState = z.infer<typeof stateSchema>

export class VkProcess {
  readonly url: string
  readonly #environment: Readonly<Record<string, string>>
  readonly #listeners = new Set<(change: Change) => void>()
  #child: ChildProcess | null = null
  #stream = new AbortController()

  /** @param environment `SANDBOX_PORT` is required. */
  constructor(environment: Readonly<Record<string, string>>) {
    this.#environment = environment
    this.url = `http://127.0.0.1:${environment['SANDBOX_PORT'] ?? ''}`
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [program], {
      env: { ...this.#environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#child = child
    let said = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    await waitFor(() => said.includes('sandbox ready'), { timeoutMs: startTimeoutMs, what: 'the sandbox' })
    this.#stream = new AbortController()
    void this.#listen(this.#stream.signal)
  }

  async stop(): Promise<void> {
    this.#stream.abort()
    const child = this.#child
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    await exited
    // Its state would be an older one: what it said since is forgotten, and both sides could not agree.
    if (child.exitCode !== 0) throw new Error('the sandbox could not write its state down')
  }

  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async state(): Promise<VkState> {
    return stateSchema.parse(await this.control('state'))
  }

  /** The control side; a refusal is thrown, an unreachable sandbox is asked again. */
  async control(
    what: string,
    body?: unknown,
    method = body === undefined ? 'GET' : 'POST',
  ): Promise<unknown> {
    const request = body === undefined ? { method } : { method, body: JSON.stringify(body) }
    const answer = await this.#reach(`${this.url}/sandbox/${what}`, request)
    if (!answer.ok) throw new Error(`${what}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }

  /** A method of the API as any client would call it. */
  async call(
    token: string,
    name: string,
    parameters: Readonly<Record<string, string | number>>,
  ): Promise<unknown> {
    const form = new URLSearchParams({ access_token: token, v: '5.199' })
    for (const [key, value] of Object.entries(parameters)) form.set(key, String(value))
    for (;;) {
      const answer = await this.#reach(`${this.url}/method/${name}`, { method: 'POST', body: form })
      const read = z
        .union([
          z.object({ response: z.unknown() }),
          z.object({ error: z.object({ error_code: z.number() }) }),
        ])
        .parse(await answer.json())
      if ('response' in read) return read.response
      if (read.error.error_code !== tooManyRequests)
        throw new Error(`${name}: error ${read.error.error_code}`)
      await delay(tryAgainMs)
    }
  }

  async #reach(url: string, request: RequestInit): Promise<Response> {
    const deadline = performance.now() + patienceMs
    for (;;) {
      try {
        return await fetch(url, request)
      } catch (error) {
        if (performance.now() > deadline) throw error
        await delay(tryAgainMs)
      }
    }
  }

  async #listen(signal: AbortSignal): Promise<void> {
    try {
      const { body } = await fetch(`${this.url}/sandbox/stream`, { signal })
      let text = ''
      for await (const chunk of (body ?? new ReadableStream<Uint8Array>()).pipeThrough(
        new TextDecoderStream(),
      )) {
        const lines = (text + chunk).split('\n')
        text = lines.pop() ?? ''
        for (const line of lines) if (line.startsWith('data: ')) this.#tell(line.slice('data: '.length))
      }
    } catch {
      // The sandbox restarts; whoever waits also looks by itself.
    }
  }

  #tell(line: string): void {
    const told = change.parse(JSON.parse(line))
    for (const listener of this.#listeners) listener(told)
  }
}

const tooManyRequests = 6
