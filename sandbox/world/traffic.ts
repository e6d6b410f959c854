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

/** A bounded memory of the traffic: the oldest records give way. */
export class Traffic {
  readonly #limit: number
  #records: TrafficRecord[] = []
  #oldest = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  add(record: TrafficRecord): void {
    if (this.#records.length < this.#limit) {
      this.#records.push(record)
      return
    }
    if (this.#limit === 0) return
    this.#records[this.#oldest] = record
    this.#oldest = (this.#oldest + 1) % this.#limit
  }

  /** In the order in which things happened. */
  records(): readonly TrafficRecord[] {
    return [...this.#records.slice(this.#oldest), ...this.#records.slice(0, this.#oldest)]
  }

  clear(): void {
    this.#records = []
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
