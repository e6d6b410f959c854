/** Pieces that the description of every route repeats. */
import type { z } from 'zod'
import { problem } from './schemas.ts'

const meanings = {
  400: 'The request has another form',
  401: 'Nobody is signed in',
  403: 'Not allowed',
  404: 'There is no such thing for this person',
  409: 'The ticket is in another state than expected',
  413: 'Too long',
  429: 'Too many requests',
} as const

type ProblemStatus = keyof typeof meanings

export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({
  body: { required: true, content: { 'application/json': { schema } } },
})

export const jsonAnswer = <Schema extends z.ZodType>(schema: Schema, description = 'OK') => ({
  description,
  content: { 'application/json': { schema } },
})

/** Problems are thrown, so that handlers speak of success alone; the description names them all the same. */
export const problems = (...statuses: readonly ProblemStatus[]) =>
  Object.fromEntries(statuses.map((status) => [status, jsonAnswer(problem, meanings[status])]))
