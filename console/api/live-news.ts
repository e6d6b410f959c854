/** What happens to tickets, as it happens. Reconnects by itself; after a gap everything is to be looked at anew. */
import type { News } from '../../src/web/api/schemas.ts'

export type LiveState = 'connecting' | 'open' | 'lost'

interface Listener {
  readonly onNews: (news: News) => void
  /** News may have been missed. */
  readonly onGap: () => void
}

const retryMs = 3_000

export class LiveNews {
  readonly #address: string
  readonly #listeners = new Set<Listener>()
  readonly #watchers = new Set<() => void>()
  #source: EventSource | null = null
  #retry: ReturnType<typeof setTimeout> | undefined
  #hadGap = false
  state: LiveState = 'connecting'

  constructor(address: string) {
    this.#address = address
  }

  start(): void {
    if (this.#source !== null) return
    const source = new EventSource(this.#address)
    this.#source = source
    source.addEventListener('open', () => {
      this.#become('open')
      if (this.#hadGap) for (const listener of this.#listeners) listener.onGap()
      this.#hadGap = false
    })
    source.addEventListener('news', ({ data }: MessageEvent<string>) => {
      const news: News = JSON.parse(data)
      for (const listener of this.#listeners) listener.onNews(news)
    })
    source.addEventListener('error', () => {
      this.#hadGap = true
      this.#become('lost')
      // A refused connection is not tried again by the browser itself.
      if (source.readyState === EventSource.CLOSED) this.#startAgain()
    })
  }

  stop(): void {
    clearTimeout(this.#retry)
    this.#source?.close()
    this.#source = null
  }

  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** For the state alone. */
  readonly watch = (onChange: () => void): (() => void) => {
    this.#watchers.add(onChange)
    return () => void this.#watchers.delete(onChange)
  }

  #startAgain(): void {
    this.stop()
    // Whether we are signed out is noticed by the requests that are made meanwhile.
    for (const listener of this.#listeners) listener.onGap()
    this.#retry = setTimeout(() => this.start(), retryMs)
  }

  #become(state: LiveState): void {
    this.state = state
    for (const watcher of this.#watchers) watcher()
  }
}
