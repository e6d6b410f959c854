/** Structured log on stderr: ids and counts only, never what people wrote, never tokens. */
import { type Logger, destination, pino, stdSerializers } from 'pino'
import { maskPersonalData } from './domain/personal-data.ts'

export type { Logger }

export function createLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: ['token', 'access_token', '*.token', '*.access_token', 'key', '*.key'], censor: '…' },
      serializers: { err: withoutWords },
    },
    destination({ fd: 2, sync: false }),
  )
}

/** Errors of the database quote the row they refused in `detail`: words of people. */
function withoutWords(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error }
  const { type, message, stack } = stdSerializers.err(error)
  return { type, message: maskPersonalData(message.slice(0, 300)), stack: stack && maskPersonalData(stack) }
}
