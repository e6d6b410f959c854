/** Whether figures of a period are counted by other calendars than a report made at its end was. */
import type { Pool } from 'pg'
import type { CalendarNotes } from '../app/statistics/ports.ts'
import { changesThePast } from '../domain/figures/calendar-state.ts'
import { calendarsOf } from './calendar-states.ts'

/** The state that was known then, or the first one that ever was; and the last that figures were counted by. */
const states = `
select (select id from calendar_states
    order by (seen_at < $1::date) desc, case when seen_at < $1::date then -id else id end limit 1) as known_then,
  (select max(id) from calendar_states) as known_now`

const rememberedMax = 1_000

export function createCalendarNotes(pool: Pool): CalendarNotes {
  // States are never changed, so what was found of two of them stays true.
  const found = new Map<string, boolean>()
  return {
    async haveChangedSince(to) {
      const { rows } = await pool.query<{ known_then: number | null; known_now: number | null }>(states, [to])
      const { known_then: then, known_now: now } = rows[0] ?? { known_then: null, known_now: null }
      if (then === null || now === null || then === now) return false
      const key = `${then} ${now} ${to}`
      const known = found.get(key)
      if (known !== undefined) return known
      const [before, after] = [await calendarsOf(pool, then), await calendarsOf(pool, now)]
      const isChanged = changesThePast(before.state, after.state, to)
      if (found.size >= rememberedMax) found.clear()
      found.set(key, isChanged)
      return isChanged
    },
  }
}
