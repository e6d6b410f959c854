/** `otklik init`: asks what it needs, one thing after another, and writes `.env`. */
import { parseArgs } from 'node:util'

export interface InitEnvironment {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  /** The next line of the person, trimmed; null when there are no more. */
  readonly ask: (question: string) => Promise<string | null>
  /** Whose token it is, or what is wrong with it. */
  readonly lookUp: (token: string) => Promise<CommunityName | { readonly sentence: string }>
  /** Null when the database can be used; otherwise what is wrong. */
  readonly checkDatabase: (url: string) => Promise<string | null>
  readonly hasSettings: boolean
  /** A data folder in which nothing lives yet. */
  readonly freshDataDir: string
  /** A fresh key that keeps tokens sealed in the database. */
  readonly tokenKey: string
  readonly writeSettings: (values: Settings) => Promise<void>
}

export type Settings = Readonly<
  Partial<
    Record<
      'VK_TOKENS' | 'TOKEN_KEYS' | 'SERVICE_GROUP_ID' | 'DATABASE_URL' | 'DATA_DIR' | 'TIME_ZONE',
      string
    >
  >
>

interface CommunityName {
  readonly id: number
  readonly name: string
}

interface Connected extends CommunityName {
  readonly token: string
}

const usage = `Использование: otklik init
Спросит ключи сообществ, рабочее сообщество, часовой пояс и базу, проверит их и запишет файл .env.
`

const zones = [
  ['Europe/Kaliningrad', 'Калининград, МСК−1'],
  ['Europe/Moscow', 'Москва'],
  ['Europe/Samara', 'Самара, МСК+1'],
  ['Asia/Yekaterinburg', 'Екатеринбург, МСК+2'],
  ['Asia/Omsk', 'Омск, МСК+3'],
  ['Asia/Krasnoyarsk', 'Красноярск, Новосибирск, МСК+4'],
  ['Asia/Irkutsk', 'Иркутск, МСК+5'],
  ['Asia/Yakutsk', 'Якутск, МСК+6'],
  ['Asia/Vladivostok', 'Владивосток, МСК+7'],
  ['Asia/Magadan', 'Магадан, Сахалин, МСК+8'],
  ['Asia/Kamchatka', 'Камчатка, МСК+9'],
] as const
const moscowNumber = 2

/** The person ended the input: nothing is written. */
class Left extends Error {}

export async function runInit(argv: readonly string[], environment: InitEnvironment): Promise<number> {
  if (!isUsage(argv)) {
    environment.stderr(usage)
    return 2
  }
  try {
    await converse(environment)
    return 0
  } catch (error) {
    if (!(error instanceof Left)) throw error
    environment.stderr('\nНичего не записано. Начать снова: npx otklik init\n')
    return 1
  }
}

async function converse(environment: InitEnvironment): Promise<void> {
  const { stdout, hasSettings, freshDataDir, tokenKey, writeSettings } = environment
  stdout(
    'Настроим Отклик. На любой вопрос можно ответить Enter — будет то, что в скобках. Прервать: Ctrl+C.\n\n',
  )
  if (hasSettings) {
    const answer = await ask(environment, 'Файл .env уже есть. Заменить его? (нет) ')
    if (!/^(да|д|y|yes)$/iu.test(answer)) throw new Left()
  }
  const communities = await askTokens(environment)
  const staff = communities.length > 1 ? await askStaffCommunity(environment, communities) : null
  const timeZone = await askTimeZone(environment)
  const databaseUrl = await askDatabase(environment)
  await writeSettings({
    VK_TOKENS: communities.map(({ token }) => token).join(','),
    TOKEN_KEYS: tokenKey,
    DATA_DIR: freshDataDir,
    TIME_ZONE: timeZone,
    ...(staff === null ? {} : { SERVICE_GROUP_ID: String(staff.id) }),
    ...(databaseUrl === '' ? {} : { DATABASE_URL: databaseUrl }),
  })
  stdout(
    `\nГотово, настройки записаны в .env. Дальше:\n  npm start                        — запустить\n  npx otklik invite --coordinator  — код для первого координатора (в другом окне)\n  npx otklik doctor                — проверить, если что-то не так\n`,
  )
}

async function askTokens(environment: InitEnvironment): Promise<readonly Connected[]> {
  const { stdout, lookUp } = environment
  stdout(
    'Ключ доступа создают в сообществе: «Управление» → «Работа с API» → «Ключи доступа» → «Создать ключ». Отметьте управление сообществом, сообщения, фотографии, документы и стену.\n',
  )
  const found: Connected[] = []
  for (;;) {
    const question = found.length === 0 ? 'Ключ доступа сообщества: ' : 'Ещё один ключ (больше нет): '
    const token = await ask(environment, question)
    if (token === '' && found.length > 0) return found
    if (token === '')
      stdout(
        'Без ключа Отклик не сможет читать сообщения. Чтобы просто попробовать, ключ не нужен: npm start\n',
      )
    else if (!/^[\w.-]+$/u.test(token))
      stdout(
        'В ключе бывают только латинские буквы, цифры, точки, дефисы и подчёркивания. Вставьте его ещё раз.\n',
      )
    else await add(token)
  }

  async function add(token: string): Promise<void> {
    const look = await lookUp(token)
    if ('sentence' in look) stdout(`Не подходит. ${look.sentence}\n`)
    else if (found.some(({ id }) => id === look.id)) stdout(`Сообщество «${look.name}» уже есть в списке.\n`)
    else {
      found.push({ ...look, token })
      stdout(`Есть: «${look.name}» (vk.com/club${look.id}).\n`)
    }
  }
}

async function askStaffCommunity(
  environment: InitEnvironment,
  communities: readonly Connected[],
): Promise<Connected | null> {
  const list = communities.map(({ name }, index) => `  ${index + 1}. ${name}\n`).join('')
  environment.stdout(`\nВ каком сообществе работают сотрудники? Жители его не увидят.\n${list}`)
  const number = await askNumber(environment, 'Номер (отдельного нет): ', communities.length)
  return number === null ? null : (communities[number - 1] ?? null)
}

async function askTimeZone(environment: InitEnvironment): Promise<string> {
  const list = zones.map(([, title], index) => `  ${index + 1}. ${title}\n`).join('')
  environment.stdout(`\nЧасовой пояс:\n${list}`)
  const number = await askNumber(environment, `Номер (${moscowNumber}): `, zones.length)
  return zones[(number ?? moscowNumber) - 1]?.[0] ?? 'Europe/Moscow'
}

async function askDatabase(environment: InitEnvironment): Promise<string> {
  environment.stdout('\nБаза данных уже есть внутри, отдельная нужна большой установке.\n')
  for (;;) {
    const url = await ask(environment, 'Адрес своего PostgreSQL, postgresql://… (встроенный): ')
    const problem = url === '' ? null : await environment.checkDatabase(url)
    if (problem === null) return url
    environment.stdout(`${problem}\n`)
  }
}

/** Null for Enter. */
async function askNumber(
  environment: InitEnvironment,
  question: string,
  max: number,
): Promise<number | null> {
  for (;;) {
    const text = await ask(environment, question)
    if (text === '') return null
    if (/^\d{1,4}$/u.test(text) && Number(text) >= 1 && Number(text) <= max) return Number(text)
    environment.stdout(`Нужно число от 1 до ${max}.\n`)
  }
}

async function ask(environment: InitEnvironment, question: string): Promise<string> {
  const line = await environment.ask(question)
  if (line === null) throw new Left()
  return line.trim()
}

function isUsage(argv: readonly string[]): boolean {
  try {
    parseArgs({ args: [...argv], options: {} })
    return true
  } catch (error) {
    // parseArgs throws on an unknown option.
    if (error instanceof TypeError) return false
    throw error
  }
}
