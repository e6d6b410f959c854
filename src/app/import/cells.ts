/** Cells of the files → values. Each says in Russian what is expected, because people read it beside their table. */
import { z } from 'zod'

import { parseWorkingHours } from '../../domain/working-hours.ts'

const listSeparator = '|'

export const text = (charactersMax: number) =>
  z.string().min(1, 'не заполнено').max(charactersMax, `длиннее ${charactersMax} знаков`)

export const code = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/u, 'нужен код: строчные латинские буквы, цифры и дефис, до 40 знаков')

/** Code of a kind of responsible body: `ADM_ROAD`. */
export const kindCode = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,39}$/u, 'нужен вид: прописные латинские буквы, цифры и подчёркивание')

export const topicCode = z
  .string()
  .regex(/^[A-ZА-Я0-9_-]{1,40}$/u, 'нужен код: прописные буквы, цифры и дефис, до 40 знаков')

/** An empty cell is a known absence. */
export const orNull = <Value>(cell: z.ZodType<Value, string>) =>
  z.union([z.literal('').transform(() => null), cell], {
    error: (issue) => ({ message: messageOf(cell, issue.input) }),
  })

export const whole = (max: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/u, 'нужно целое число')
    .transform(Number)
    .pipe(z.number().min(1, 'нужно число больше нуля').max(max, `нужно число не больше ${max}`))

export const vkId = whole(Number.MAX_SAFE_INTEGER)

/** `a|b|c`; repetitions and empty parts are dropped. */
export const list = (partCharactersMax: number) =>
  z
    .string()
    .transform((cell) => [
      ...new Set(
        cell
          .split(listSeparator)
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      ),
    ])
    .pipe(z.array(z.string().max(partCharactersMax, `часть длиннее ${partCharactersMax} знаков`)).max(500))

export const joinList = (parts: readonly string[]): string => parts.join(listSeparator)

const wordsOfTruth = new Map([
  ...['yes', 'да', 'true', '1'].map((word) => [word, true] as const),
  ...['no', 'нет', 'false', '0'].map((word) => [word, false] as const),
])

export const yesOrNo = z.string().transform((cell, context) => {
  const value = wordsOfTruth.get(cell.toLowerCase())
  if (value !== undefined) return value
  context.addIssue({ code: 'custom', message: 'нужно yes или no' })
  return z.NEVER
})

export const oneOf = <const Word extends string>(words: readonly Word[]) =>
  z.enum(words, { error: `нужно одно из: ${words.join(', ')}` })

export const timeZone = z.string().refine(isTimeZone, 'нужен часовой пояс, например Europe/Moscow')

export const workingHours = z.string().superRefine((cell, context) => {
  const parsed = parseWorkingHours(cell)
  if (!parsed.ok)
    context.addIssue({
      code: 'custom',
      message: `непонятно «${parsed.refusal.part}»; нужно так: пн-пт 09:00-18:00, обед 13:00-14:00`,
    })
})

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '' && name !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function messageOf(cell: z.ZodType<unknown, string>, input: unknown): string {
  return cell.safeParse(input).error?.issues[0]?.message ?? 'непонятное значение'
}
