import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { configVariables } from './config-variables.ts'
import { parseDotenv } from './config-dotenv.ts'
import { type FilesS3, filesS3Of, hasS3Keys } from './config-files-s3.ts'
import { openTelemetryOf } from './config-open-telemetry.ts'
import {
  areTokens,
  isBucketUrl,
  isHttpUrl,
  isPostgresUrl,
  isTimeZone,
  isTokenKey,
  splitTokens,
} from './config-values.ts'

/** What the installation decides; read once at the start and never changed. */
export interface Config {
  readonly port: number
  readonly host: string
  /** Where staff open the console, without a slash at the end; null: the address of this process. */
  readonly consoleUrl: string | null
  /** The VK Mini App that shows the console; null when there is none. Never log the secret. */
  /** Signing in with VK ID; null: switched off. */
  readonly vkIdApp: { readonly appId: number; readonly url: string } | null
  readonly vkApp: { readonly appId: number; readonly secret: string } | null
  readonly sandboxPort: number
  /** Folder of a region of one's own for the sandbox; null: the sample one. */
  readonly sandboxRegion: string | null
  /** Absolute. */
  readonly dataDir: string
  /** Null: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | null
  /** Daily copies of the embedded database to keep; 0: none are made. */
  readonly backupsKeep: number
  /** New decisions of people after which the text model is trained again; 0: by hand only. */
  /** Anybody may read what is asked and how far it is. */
  readonly isOpen311On: boolean
  readonly retrainAfter: number
  /** Tokens of the communities to serve; empty means sandbox mode. Never log them. */
  readonly vkTokens: readonly string[]
  /** Without a slash at the end. */
  /** For tokens of communities in the database; the first seals, all open. Empty: they are not sealed. */
  readonly tokenKeys: readonly Buffer[]
  readonly vkApiUrl: string
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'
  /** The community where administrators and coordinators work; null when there is none of its own. */
  readonly serviceGroupId: number | null
  /** How long an answer of staff can be called back; 0: it goes at once. */
  readonly answerUndoSeconds: number
  /** How long a person is silent before words sent in a row are read as one; 0: each is answered by itself. */
  readonly silenceSeconds: number
  /** Closed tickets lose their words and their person after so many months; 0: never. */
  readonly personalDataMonths: number
  /** 0: nothing is deleted. */
  readonly queueDays: number
  /** How long a clock stands at most while a citizen is asked back. */
  readonly clarifyPauseSeconds: number
  /** The end of «официальное обращение можно подать …». */
  readonly officialWays: string
  /** IANA name. */
  readonly timeZone: string
  readonly fileBytesMax: number
  /** Null: copies of files lie in `dataDir`. Never log it. */
  readonly filesS3: FilesS3 | null
  /** What the SDK of OpenTelemetry is given; null: no traces. Headers may hold a key: never log them. */
  readonly openTelemetry: Readonly<Record<string, string>> | null
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly string[] }

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Config from the environment and the text of a `.env` file (the environment wins; an empty value counts as absent).
 * Otherwise Russian sentences, one for each problem, without any secret in them.
 */
export function readConfig(env: Environment, dotenvText = ''): ConfigResult {
  const dotenv = parseDotenv(dotenvText)
  const given = Object.entries({ ...dotenv.values, ...definedOf(env) }).filter(
    ([, value]) => value.trim() !== '',
  )
  const parsed = schema.safeParse(Object.fromEntries(given))
  const problems = [...dotenv.problems, ...(parsed.success ? [] : parsed.error.issues.map(sentenceOf))]
  if (!parsed.success || problems.length > 0) return { ok: false, problems }
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } = parsed.data
  const openTelemetry = openTelemetryOf(endpoint, [dotenv.values, env])
  return { ok: true, config: { ...configOf(parsed.data), openTelemetry } }
}

/** Config of this process: its environment and `.env` in the current folder. */
export function loadConfig(): ConfigResult {
  const file = path.resolve('.env')
  if (!existsSync(file)) return readConfig(process.env)
  try {
    return readConfig(process.env, readFileSync(file, 'utf8'))
  } catch {
    return { ok: false, problems: [`Файл ${file} не читается. Проверьте права на него.`] }
  }
}

/** The SDK of OpenTelemetry reads its variables from the environment by itself: lines of `.env` are put there. */
export function shareWithOpenTelemetry(variables: Readonly<Record<string, string>>): void {
  Object.assign(process.env, variables)
}

/** Names, defaults and Russian explanations of all variables, in the order of .env.example. */
export function describeConfig() {
  return configVariables
}

const portOf = (name: 'PORT' | 'SANDBOX_PORT') =>
  z
    .string()
    .default(configVariables[name].default)
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, 'нужно целое число от 0 до 65535')
    .transform(Number)

const schema = z
  .object({
    PORT: portOf('PORT'),
    HOST: z.string().default(configVariables.HOST.default),
    SANDBOX_PORT: portOf('SANDBOX_PORT'),
    SANDBOX_REGION: z.string().optional(),
    CONSOLE_URL: z
      .string()
      .refine(isHttpUrl, 'нужен адрес, который начинается с https:// или http://')
      .optional(),
    VK_APP_ID: z
      .string()
      .refine(
        (text) => /^[1-9]\d{0,11}$/.test(text),
        'нужен номер мини-приложения: положительное целое число',
      )
      .transform(Number)
      .optional(),
    VK_APP_SECRET: z.string().optional(),
    VK_ID_APP_ID: z
      .string()
      .refine(
        (text) => /^[1-9]\d{0,11}$/.test(text),
        'нужен номер приложения VK ID: положительное целое число',
      )
      .transform(Number)
      .optional(),
    VK_ID_URL: z
      .string()
      .default(configVariables.VK_ID_URL.default)
      .refine(isHttpUrl, 'нужен адрес, который начинается с https:// или http://'),
    DATA_DIR: z.string().default(configVariables.DATA_DIR.default),
    DATABASE_URL: z
      .string()
      .refine(isPostgresUrl, 'нужен адрес вида postgresql://имя:пароль@сервер:5432/база')
      .optional(),
    BACKUPS_KEEP: z
      .string()
      .default(configVariables.BACKUPS_KEEP.default)
      .refine((text) => /^\d{1,3}$/.test(text), 'нужно целое число от 0 до 999')
      .transform(Number),
    OPEN311: z.enum(['on', 'off']).default('off'),
    RETRAIN_AFTER: z
      .string()
      .default(configVariables.RETRAIN_AFTER.default)
      .refine((text) => /^\d{1,6}$/.test(text), 'нужно целое число от 0 до 999999')
      .transform(Number),
    VK_TOKENS: z
      .string()
      .default('')
      .transform(splitTokens)
      .refine(areTokens, 'нужны ключи доступа сообществ через запятую'),
    TOKEN_KEYS: z
      .string()
      .default('')
      .transform(splitTokens)
      .refine(
        (keys) => keys.every(isTokenKey),
        'нужны 32 случайных байта в base64; такой ключ даёт команда otklik tokens --new-key',
      )
      .transform((keys) => keys.map((key) => Buffer.from(key, 'base64'))),
    VK_API_URL: z
      .string()
      .default(configVariables.VK_API_URL.default)
      .refine(isHttpUrl, 'нужен адрес, который начинается с https:// или http://'),
    LOG_LEVEL: z
      .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal'], {
        error: 'нужно одно из: trace, debug, info, warn, error, fatal',
      })
      .default(configVariables.LOG_LEVEL.default),
    SERVICE_GROUP_ID: z
      .string()
      .refine((text) => /^[1-9]\d{0,11}$/.test(text), 'нужен номер сообщества: положительное целое число')
      .transform(Number)
      .optional(),
    ANSWER_UNDO_SECONDS: z
      .string()
      .default(configVariables.ANSWER_UNDO_SECONDS.default)
      .refine((text) => /^\d{1,2}$/.test(text), 'нужно целое число секунд от 0 до 99')
      .transform(Number),
    SILENCE_SECONDS: z
      .string()
      .default(configVariables.SILENCE_SECONDS.default)
      .refine((text) => /^\d{1,2}$/.test(text) && Number(text) <= 60, 'нужно целое число секунд от 0 до 60')
      .transform(Number),
    PERSONAL_DATA_MONTHS: z
      .string()
      .default(configVariables.PERSONAL_DATA_MONTHS.default)
      .refine((text) => /^\d{1,3}$/.test(text), 'нужно целое число месяцев от 0 до 999')
      .transform(Number),
    QUEUE_DAYS: z
      .string()
      .default(configVariables.QUEUE_DAYS.default)
      .refine(
        (text) => /^(?:0|3[5-9]|[4-9]\d|[1-9]\d{2})$/.test(text),
        'нужно 0 или целое число дней от 35 до 999',
      )
      .transform(Number),
    CLARIFY_PAUSE_HOURS: z
      .string()
      .default(configVariables.CLARIFY_PAUSE_HOURS.default)
      .refine((text) => /^[1-9]\d{0,2}$/.test(text), 'нужно целое число часов от 1 до 999')
      .transform(Number),
    OFFICIAL_WAYS: z
      .string()
      .default(configVariables.OFFICIAL_WAYS.default)
      .refine((text) => text.length <= 300, 'нужен текст до 300 знаков'),
    TIME_ZONE: z
      .string()
      .default(configVariables.TIME_ZONE.default)
      .refine(isTimeZone, 'нужно название часового пояса, например Europe/Moscow или Asia/Omsk'),
    FILE_MB_MAX: z
      .string()
      .default(configVariables.FILE_MB_MAX.default)
      .refine((text) => /^[1-9]\d{0,2}$/.test(text) && Number(text) <= 200, 'нужно целое число от 1 до 200')
      .transform(Number),
    FILES_S3_URL: z
      .string()
      .refine(isBucketUrl, 'нужен адрес с бакетом: https://storage.yandexcloud.net/otklik')
      .optional(),
    FILES_S3_REGION: z.string().default(configVariables.FILES_S3_REGION.default),
    FILES_S3_KEY_ID: z.string().optional(),
    FILES_S3_SECRET: z.string().optional(),
    OTEL_EXPORTER_OTLP_ENDPOINT: z
      .string()
      .refine(isHttpUrl, 'нужен адрес, который начинается с http:// или https://')
      .optional(),
  })
  .refine((values) => values.FILES_S3_URL === undefined || hasS3Keys(values), {
    path: ['FILES_S3_URL'],
    error: 'к хранилищу нужны ещё FILES_S3_KEY_ID и FILES_S3_SECRET',
  })
  .refine(({ PORT, SANDBOX_PORT }) => PORT !== SANDBOX_PORT || PORT === 0, {
    path: ['SANDBOX_PORT'],
    error: 'порт совпадает с PORT, нужны два разных',
  })
  .refine(({ VK_APP_ID, VK_APP_SECRET }) => (VK_APP_ID === undefined) === (VK_APP_SECRET === undefined), {
    path: ['VK_APP_SECRET'],
    error: 'VK_APP_ID и VK_APP_SECRET задаются вместе',
  })

function configOf(values: z.output<typeof schema>): Omit<Config, 'openTelemetry'> {
  return {
    port: values.PORT,
    host: values.HOST,
    sandboxPort: values.SANDBOX_PORT,
    sandboxRegion: values.SANDBOX_REGION === undefined ? null : path.resolve(values.SANDBOX_REGION),
    consoleUrl: values.CONSOLE_URL?.replace(/\/+$/, '') ?? null,
    vkApp:
      values.VK_APP_ID === undefined || values.VK_APP_SECRET === undefined
        ? null
        : { appId: values.VK_APP_ID, secret: values.VK_APP_SECRET },
    vkIdApp:
      values.VK_ID_APP_ID === undefined
        ? null
        : { appId: values.VK_ID_APP_ID, url: values.VK_ID_URL.replace(/\/+$/, '') },
    dataDir: path.resolve(values.DATA_DIR),
    databaseUrl: values.DATABASE_URL ?? null,
    backupsKeep: values.BACKUPS_KEEP,
    isOpen311On: values.OPEN311 === 'on',
    retrainAfter: values.RETRAIN_AFTER,
    vkTokens: values.VK_TOKENS,
    tokenKeys: values.TOKEN_KEYS,
    vkApiUrl: values.VK_API_URL.replace(/\/+$/, ''),
    logLevel: values.LOG_LEVEL,
    serviceGroupId: values.SERVICE_GROUP_ID ?? null,
    answerUndoSeconds: values.ANSWER_UNDO_SECONDS,
    silenceSeconds: values.SILENCE_SECONDS,
    officialWays: values.OFFICIAL_WAYS.replace(/[.\s]+$/u, ''),
    personalDataMonths: values.PERSONAL_DATA_MONTHS,
    queueDays: values.QUEUE_DAYS,
    clarifyPauseSeconds: values.CLARIFY_PAUSE_HOURS * 3600,
    timeZone: values.TIME_ZONE,
    fileBytesMax: values.FILE_MB_MAX * 1024 * 1024,
    filesS3: filesS3Of(values),
  }
}

function sentenceOf({ path: [name], message }: z.core.$ZodIssue): string {
  return `Настройка ${String(name)} задана неверно: ${message}.`
}

function definedOf(env: Environment): Record<string, string> {
  const known = Object.keys(configVariables)
  const entries = Object.entries(env).flatMap(([name, value]) =>
    value === undefined || !known.includes(name) ? [] : [[name, value] as const],
  )
  return Object.fromEntries(entries.filter(([, value]) => value.trim() !== ''))
}
