/**
 * The sandbox's event stream: tells which dialog changed. After every reconnect listeners are told that anything may
 * have changed, because events of the gap are lost.
 */
import { changeSchema } from './schemas.ts'

export type Change =
  | { readonly kind: 'dialog'; readonly groupId: number; readonly userId: number }
  | { readonly kind: 'anything' }

const retryMs = 2_000

export class ChangeStream {
  readonly #url: string
  readonly #changeListeners = new Set<(change: Change) => void>()
  readonly #statusListeners = new Set<() => void>()
  #source: EventSource | null = null
  #retry: ReturnType<typeof setTimeout> | undefined
  #isConnected = true

  constructor(url: string) {
    this.#url = url
  }

  start(): void {
    const source = new EventSource(this.#url)
    this.#source = source
    source.addEventListener('open', () => this.#opened())
    source.addEventListener('message', (event) => this.#received(String(event.data)))
    source.addEventListener('error', () => this.#failed(source))
  }

  stop(): void {
    clearTimeout(this.#retry)
    this.#source?.close()
    this.#source = null
  }

  readonly onChange = (listener: (change: Change) => void): (() => void) => {
    this.#changeListeners.add(listener)
    return () => void this.#changeListeners.delete(listener)
  }

  readonly onStatus = (listener: () => void): (() => void) => {
    this.#statusListeners.add(listener)
    return () => void this.#statusListeners.delete(listener)
  }

  readonly isConnected = (): boolean => this.#isConnected

  /** For what this page changed itself and the stream does not tell: people, for one. */
  announceAnything(): void {
    this.#tell({ kind: 'anything' })
  }

  #opened(): void {
    this.#setConnected(true)
    this.#tell({ kind: 'anything' })
  }

  #failed(source: EventSource): void {
    this.#setConnected(false)
    // The browser retries a dropped connection itself, but gives up for good after an error status.
    if (source.readyState !== EventSource.CLOSED) return
    this.stop()
    this.#retry = setTimeout(() => this.start(), retryMs)
  }

  #received(data: string): void {
    const change = parseChange(data)
    if (change !== null) this.#tell(change)
  }

  #tell(change: Change): void {
    for (const listener of this.#changeListeners) listener(change)
  }

  #setConnected(isConnected: boolean): void {
    if (this.#isConnected === isConnected) return
    this.#isConnected = isConnected
    for (const listener of this.#statusListeners) listener()
  }
}

function parseChange(data: string): Change | null {
  try {
    const parsed = changeSchema.safeParse(JSON.parse(data))
    return parsed.success ? { kind: 'dialog', ...parsed.data } : null
  } catch {
    // Not JSON: a greeting or a heartbeat of the stream.
    return null
  }
}
