import { z } from 'zod'

/** A request of the control side that cannot be done, in a sentence for the person who sent it. */
export class ControlRefusal extends Error {
  override readonly name = 'ControlRefusal'
  readonly status: number

  constructor(message: string, status = 400) {
    super(message)
    this.status = status
  }
}

const russian = z.locales.ru().localeError

/** Parses a body or a query; what is wrong first is said by its field. */
export function parseInput<Value>(schema: z.ZodType<Value>, input: unknown): Value {
  const parsed = schema.safeParse(input, { error: russian })
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.join('.') ?? ''
  throw new ControlRefusal(
    field === '' ? `Запрос: ${issue?.message ?? ''}` : `Поле ${field}: ${issue?.message ?? ''}`,
  )
}
