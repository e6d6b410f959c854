/** Pages, counts and searches of the console. Rights are part of every condition, never a filter afterwards. */
import type { Pool } from 'pg'
import { z } from 'zod'
import type {
  FoundTicket,
  QueueCounts,
  QueueFilter,
  QueueQuestion,
  QueueStore,
} from '../app/console/ports.ts'
import type { TicketScope } from '../domain/access.ts'
import { iso, readTicket } from './ticket-rows.ts'

/** As in the index `tickets_queue`. */
const due = '(case when t.first_response_at is null then t.first_reply_due_at else t.final_answer_due_at end)'
const isOpen = `t.status in ('new', 'taken')`

/** A question back to the citizen, and no word of theirs since. */
const isWaiting = 't.paused_at is not null'

/** $1 everything, $2 institutions, $3 municipalities: see `scopeValues`. */
const isVisible = '($1 or t.institution_id = any($2::int[]) or t.municipality_id = any($3::int[]))'

/** $4 the person, $5 end of today, $6 end of what burns. */
const conditions = {
  open: 'true',
  today: `${due} < $5`,
  burning: `${due} < $6`,
  waiting: isWaiting,
  mine: 't.taken_by_id = $4',
  unowned: 't.institution_id is null',
} as const satisfies Record<Exclude<QueueFilter, 'closed'>, string>

const found = `
select json_build_object('ticket', t, 'first_name', c.first_name, 'last_name', c.last_name,
  'is_waiting', ${isOpen} and ${isWaiting}) as found`
const withCitizen = 'join citizens c on c.vk_user_id = t.citizen_id'
/** So that every parameter has a type, whichever of them a condition uses. */
const typed = '($4::int, $5::timestamptz, $6::timestamptz) is not null'

const openPage = (filter: Exclude<QueueFilter, 'closed'>): string => `
${found} from tickets t ${withCitizen}
where ${isOpen} and ${isVisible} and ${conditions[filter]} and ${typed}
  and ($7::timestamptz is null or (${due}, t.id) > ($7, $8::bigint))
  and ($10::bigint[] is null or t.id = any($10))
order by ${due}, t.id limit $9`

const closedPage = `
${found} from tickets t ${withCitizen}
where not (${isOpen}) and ${isVisible} and ${typed} and ($7::timestamptz is null or t.id < $8::bigint)
  and ($10::bigint[] is null or t.id = any($10))
order by t.id desc limit $9`

const counts = `
select ${Object.entries(conditions)
  .map(([name, condition]) => `count(*) filter (where ${condition})::int as ${name}`)
  .join(', ')}
from tickets t where ${isOpen} and ${isVisible} and ${typed}`

/** Words that fit very many tickets are cut to the newest. */
const candidatesMax = 2_000

/** $4 words, $5 the same as beginnings of names, $6 limit. As in the indexes `messages_words` and its neighbours. */
const search = `
with query as (select websearch_to_tsquery('russian', translate($4, 'ёЁ', 'еЕ')) as words,
                      to_tsquery('simple', translate($5, 'ёЁ', 'еЕ')) as names),
candidates as (
  (select m.ticket_id as id from messages m, query
   where to_tsvector('russian', translate(left(m.text, 20000), 'ёЁ', 'еЕ')) @@ query.words
   order by m.ticket_id desc limit ${candidatesMax})
  union
  (select t.id from tickets t, query
   where t.place is not null and to_tsvector('russian', translate(t.place, 'ёЁ', 'еЕ')) @@ query.words
   order by t.id desc limit ${candidatesMax})
  union
  (select t.id from citizens c join tickets t on t.citizen_id = c.vk_user_id, query
   where c.first_name is not null
     and to_tsvector('simple', translate(coalesce(c.first_name, '') || ' ' || coalesce(c.last_name, ''), 'ёЁ', 'еЕ')) @@ query.names
   order by t.id desc limit ${candidatesMax}))
${found} from tickets t ${withCitizen}
where t.id in (select id from candidates) and ${isVisible}
order by t.id desc limit $6`

export function createConsoleQueueStore(pool: Pool): QueueStore {
  const find = async (text: string, values: readonly unknown[]): Promise<readonly FoundTicket[]> => {
    const { rows } = await pool.query<{ found: unknown }>(text, [...values])
    return rows.map((row) => readFound(row.found))
  }
  return {
    findPage: (question, after, limit) =>
      find(question.filter === 'closed' ? closedPage : openPage(question.filter), [
        ...questionValues(question),
        iso(after?.dueAt ?? null),
        after?.id ?? null,
        limit,
        question.ids,
      ]),
    async count(question) {
      const { rows } = await pool.query<QueueCounts>(counts, questionValues(question))
      return countRow.parse(rows[0])
    },
    async search(scope, words, limit) {
      const names = namesQuery(words)
      return find(search, [...scopeValues(scope), words, names, limit])
    },
    findTickets: (ids) =>
      find(`${found} from tickets t ${withCitizen} where t.id = any($1::bigint[]) order by t.id`, [ids]),
  }
}

const count = z.number()
const countRow = z.object({
  open: count,
  today: count,
  burning: count,
  waiting: count,
  mine: count,
  unowned: count,
})

const foundRow = z.object({
  ticket: z.unknown(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  is_waiting: z.boolean(),
})

function readFound(value: unknown): FoundTicket {
  const row = foundRow.parse(value)
  return {
    ticket: readTicket(row.ticket),
    citizenName:
      (row.first_name ?? '') === ''
        ? null
        : { firstName: row.first_name ?? '', lastName: row.last_name ?? '' },
    isWaiting: row.is_waiting,
  }
}

const scopeValues = (scope: TicketScope): unknown[] =>
  scope.kind === 'all' ? [true, [], []] : [false, scope.institutionIds, scope.municipalityIds]

const questionValues = (question: Omit<QueueQuestion, 'filter' | 'ids'>): unknown[] => [
  ...scopeValues(question.scope),
  question.staffId,
  iso(question.todayUntil),
  iso(question.burningUntil),
]

/** «анна вет» finds Анна Ветрова: every word is the beginning of a name. Empty when there is no word. */
const namesQuery = (words: string): string =>
  (words.match(/\p{L}+/gu) ?? [])
    .slice(0, 4)
    .map((word) => `${word}:*`)
    .join(' & ')
