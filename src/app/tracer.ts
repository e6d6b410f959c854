/**
 * Where time goes on the way of a message: spans of traces, for whoever listens. What is told of them are kinds, counts,
 * numbers of communities and states; never a person, words or a token.
 */

export type SpanFacts = Readonly<Record<string, string | number | boolean | readonly string[]>>

/** A place in a trace from which something later goes on. */
export interface TracePoint {
  readonly traceId: string
  readonly spanId: string
  readonly traceFlags: number
}

/** Something that takes time, while it does. */
export interface Span {
  note(facts: SpanFacts): void
}

export interface SpanStart {
  readonly name: string
  /** Asked for only when somebody listens. */
  readonly facts?: () => SpanFacts
  /** What it goes on from; null: it begins a trace. Left out: it is a part of what is being done. */
  readonly after?: () => TracePoint | null
  /** A place in another trace that belongs to it. */
  readonly beside?: TracePoint | null
}

export interface Tracer {
  /** Over when the work is. A failure leaves the name of the error: messages may quote what a person wrote. */
  span<Value>(start: SpanStart, work: (span: Span) => Promise<Value>): Promise<Value>
  /** The place of what is being done; null when nobody listens. */
  here(): TracePoint | null
  /** Remembers a place for what comes later in this process; the oldest are forgotten. */
  keep(key: string | object, point: TracePoint | null): void
  kept(key: string | object): TracePoint | null
}

const silentSpan: Span = { note: () => {} }

/** Nobody listens: the work alone is done. */
export const noTracer: Tracer = {
  span: (_start, work) => work(silentSpan),
  here: () => null,
  keep: () => {},
  kept: () => null,
}

/** For `after`: whatever caused it is told by other means, or nothing did. */
export const alone = (): null => null
