/** A question from its first words to its answer, and what is left of it afterwards in VK and in the database. */
import type { CrashWorld } from '../support/crash-world.ts'
import type { SeenMessage } from '../support/talk.ts'

export const publicGroupId = 1001
export const staffGroupId = 1000

export interface Story {
  /** The citizen's dialogue, one line for each message. */
  readonly citizen: readonly string[]
  /** What each member of staff was told about the citizen's tickets; without those who were told nothing. */
  readonly staff: Readonly<Record<string, readonly string[]>>
  readonly tickets: readonly string[]
  readonly ticketEvents: readonly string[]
  readonly words: readonly string[]
  /** Inbox and outbox of the citizen by status. */
  readonly inbox: readonly string[]
  readonly outbox: readonly string[]
}

/** Asks unsurely, chooses a topic, names the place, adds words; a member of staff takes it and answers. */
export async function askAndAnswer(world: CrashWorld): Promise<number> {
  const citizenId = await world.newPerson()
  const citizen = world.talk(citizenId, publicGroupId)
  await citizen.say('Света нет, темно совсем')
  const offer = await citizen.hear('о чём вопрос')
  await citizen.press(firstLabel(offer))
  await citizen.hear('Где это')
  await citizen.say('улица Мира, дом 5')
  const receipt = await citizen.hear(/№ \d+ принято/u)
  const ticketId = /№ (\d+)/u.exec(receipt.text)?.[1] ?? ''

  const administrator = world.talk(await administratorOf(world, ticketId), staffGroupId)
  await administrator.hear(`Новое обращение № ${ticketId}`)
  await administrator.press('Беру')
  await administrator.hear('теперь за вами')

  await citizen.say('Это фонарь у второго подъезда')
  await citizen.hear('Добавил к обращению')
  await administrator.hear('Житель дописал')

  await administrator.press('Ответить')
  await administrator.hear('Напишите ответ')
  await administrator.say('Заменим лампу в пятницу')
  await administrator.hear('увидит житель')
  await administrator.press('Отправить')
  await administrator.hear('Что это за ответ')
  await administrator.press('Решено')
  await administrator.hear('отправлен')
  await citizen.hear(`Ответ на обращение № ${ticketId}`)

  await citizen.say('Спасибо')
  await citizen.hear('Пожалуйста')
  return citizenId
}

function firstLabel(message: SeenMessage): string {
  const label = message.keyboard?.buttons[0]?.[0]?.action.label
  if (label === undefined) throw new Error(`no buttons under «${message.text}»`)
  return label
}

async function administratorOf(world: CrashWorld, ticketId: string): Promise<number> {
  const { rows } = await world.pool.query<{ id: number }>(
    `select s.vk_user_id::float8 as id from tickets t
     join memberships m on m.institution_id = t.institution_id and m.role = 'administrator' and m.ended_at is null
     join staff s on s.id = m.staff_id where t.id = $1 order by s.id limit 1`,
    [ticketId],
  )
  const [first] = rows
  if (first === undefined) throw new Error(`nobody answers for ticket ${ticketId}`)
  return first.id
}

/** Comparable between runs: numbers of tickets, dates and the rest of long texts are left out. */
export async function storyOf(world: CrashWorld, citizenId: number): Promise<Story> {
  const list = async (sql: string): Promise<readonly string[]> => {
    const { rows } = await world.pool.query<{ line: string }>(sql, [citizenId])
    return rows.map(({ line }) => line)
  }
  const ids = await list('select id::text as line from tickets where citizen_id = $1 order by id')
  return {
    citizen: linesOf((await world.talk(citizenId, publicGroupId).dialog()).messages),
    staff: await staffLines(world, ids),
    tickets: await list('select status as line from tickets where citizen_id = $1 order by id'),
    ticketEvents: await list(
      'select type as line from ticket_events where ticket_id in (select id from tickets where citizen_id = $1) order by id',
    ),
    words: await list(
      `select author || ': ' || text as line from messages
       where ticket_id in (select id from tickets where citizen_id = $1) order by id`,
    ),
    inbox: await list(
      `select status || ' ' || count(*) as line from inbox where user_id = $1 and type = 'message_new' group by status`,
    ),
    outbox: await list(
      `select status || ' ' || count(*) as line from outbox where peer_id = $1 group by status`,
    ),
  }
}

async function staffLines(
  world: CrashWorld,
  ticketIds: readonly string[],
): Promise<Record<string, readonly string[]>> {
  const { rows } = await world.pool.query<{ id: number }>(
    'select vk_user_id::float8 as id from staff order by id',
  )
  const told = await Promise.all(
    rows.map(async ({ id }) => {
      const { messages } = await world.talk(id, staffGroupId).dialog()
      const about = messages.filter(({ text }) => ticketIds.some((number) => text.includes(`№ ${number}`)))
      return [String(id), linesOf(about)] as const
    }),
  )
  return Object.fromEntries(told.filter(([, lines]) => lines.length > 0))
}

const linesOf = (messages: readonly SeenMessage[]): readonly string[] =>
  messages.map(({ from, text }) => `${from}: ${lineOf(text)}`)

const lineLengthMax = 40

const lineOf = (text: string): string =>
  (text.split('\n')[0] ?? '').slice(0, lineLengthMax).replaceAll(/\d+/gu, '#')
