/** One thing that happened on the VK side; texts of answers are shared with what went over the wire. */
export type TrafficRecord =
  | {
      readonly kind: 'call'
      readonly at: number
      readonly groupId: number | null
      readonly method: string
      readonly params: Readonly<Record<string, string>>
      /** The body as JSON text. */
      readonly response: string
    }
  | { readonly kind: 'event'; readonly at: number; readonly update: string }
  | { readonly kind: 'poll'; readonly at: number; readonly groupId: number; readonly answer: string }

export interface TrafficBounds {
  readonly records: number
  /** Of JSON text, over all records. */
  readonly characters: number
}

/** A bounded memory of the traffic: the oldest records give way. */
export class Traffic {
  readonly #bounds: TrafficBounds
  #records: TrafficRecord[] = []
  /** Before it everything has given way. */
  #oldest = 0
  #characters = 0

  constructor(bounds: TrafficBounds) {
    this.#bounds = bounds
  }

  add(record: TrafficRecord): void {
    this.#records.push(record)
    this.#characters += charactersOf(record)
    this.#giveWay()
  }

  /** In the order in which things happened. */
  records(): readonly TrafficRecord[] {
    return this.#records.slice(this.#oldest)
  }

  clear(): void {
    this.#records = []
    this.#oldest = 0
    this.#characters = 0
  }

  #giveWay(): void {
    const { records, characters } = this.#bounds
    while (this.#records.length - this.#oldest > records || this.#characters > characters) {
      const oldest = this.#records[this.#oldest]
      if (oldest === undefined) break
      this.#characters -= charactersOf(oldest)
      this.#oldest += 1
    }
    // Now and then, so that a record costs the same however many there are.
    if (this.#oldest * 2 <= this.#records.length) return
    this.#records = this.#records.slice(this.#oldest)
    this.#oldest = 0
  }

  /** JSON Lines in the order in which things happened, in chunks that are cheap to write. */
  *chunks(linesPerChunk = 1000): Generator<string> {
    const ordered = this.records()
    for (let start = 0; start < ordered.length; start += linesPerChunk) {
      yield ordered
        .slice(start, start + linesPerChunk)
        .map((record) => `${line(record)}\n`)
        .join('')
    }
  }
}

function line(record: TrafficRecord): string {
  if (record.kind === 'event') return `{"kind":"event","at":${record.at},"update":${record.update}}`
  const { kind, at, groupId } = record
  if (kind === 'poll') return `{"kind":"poll","at":${at},"groupId":${groupId},"answer":${record.answer}}`
  const { access_token: _secret, ...params } = record.params
  const head = JSON.stringify({ kind, at, groupId, method: record.method, params })
  return `${head.slice(0, -1)},"response":${record.response}}`
}

function charactersOf(record: TrafficRecord): number {
  if (record.kind === 'event') return record.update.length
  if (record.kind === 'poll') return record.answer.length
  return Object.values(record.params).reduce((sum, value) => sum + value.length, record.response.length)
}
