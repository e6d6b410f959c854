/** Whether figures of a period are counted by other calendars than a report made at its end was. */
import type { Pool } from 'pg'
import type { CalendarNotes } from '../app/statistics/ports.ts'
import { changesThePast } from '../domain/figures/calendar-state.ts'
import { calendarsOf, presentCalendars } from './calendar-states.ts'

/** The state that was known then, or the first one that ever was. */
const stateThen = `
select id from calendar_states order by (seen_at < $1::date) desc, case when seen_at < $1::date then -id else id end limit 1`

export const createCalendarNotes = (pool: Pool): CalendarNotes => ({
  async haveChangedSince(to) {
    const present = await presentCalendars(pool)
    const { rows } = await pool.query<{ id: number }>(stateThen, [to])
    const id = rows[0]?.id ?? present.id
    if (id === present.id) return false
    const { state } = await calendarsOf(pool, id)
    return changesThePast(state, present.state, to)
  },
})
