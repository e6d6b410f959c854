/** Timers: what is to happen without anybody writing. They are set with everything else in write-changes. */
import type { Pool } from 'pg'
import { z } from 'zod'
import type { JsonObject, Store } from '../app/ports.ts'
import { timerKinds } from '../app/timer-kinds.ts'
import { iso, moment } from './ticket-rows.ts'

const timerRow = z.object({
  timer: z.object({
    kind: z.enum(timerKinds),
    subject: z.string(),
    due_at: moment,
    facts: z.custom<JsonObject>((value) => typeof value === 'object' && value !== null),
  }),
})

type TimerQueries = Pick<Store, 'findDueTimers' | 'findTimer' | 'seedTimers' | 'postponeTimer'>

export function createTimerQueries(pool: Pool): TimerQueries {
  const find = async (where: string, values: unknown[]): ReturnType<Store['findDueTimers']> => {
    const { rows } = await pool.query(`select to_json(t) as timer from timers t ${where}`, values)
    return rows.map((row) => {
      const { due_at: dueAt, ...timer } = timerRow.parse(row).timer
      return { ...timer, dueAt }
    })
  }
  return {
    findDueTimers: (now, limit) => find('where due_at <= $1 order by due_at limit $2', [iso(now), limit]),
    findTimer: async (kind, subject) =>
      (await find('where kind = $1 and subject = $2', [kind, subject]))[0] ?? null,
    async seedTimers(timers) {
      const rows = timers.map(({ kind, subject, dueAt, facts }) => ({
        kind,
        subject,
        due_at: iso(dueAt),
        facts,
      }))
      await pool.query(
        `insert into timers (kind, subject, due_at, facts)
         select kind, subject, due_at, facts
         from json_to_recordset($1::json) as x(kind text, subject text, due_at timestamptz, facts jsonb)
         on conflict (kind, subject) do nothing`,
        [JSON.stringify(rows)],
      )
    },
    async postponeTimer({ kind, subject, dueAt }, until) {
      const key = [kind, subject, iso(dueAt), iso(until)]
      await pool.query('update timers set due_at = $4 where kind = $1 and subject = $2 and due_at = $3', key)
    },
  }
}
