/** A queue of thousands, and how long the page takes to answer to the hand. */
import type { Page } from 'playwright-core'
import { waitFor } from '../support/wait-for.ts'
import type { ConsoleWorld } from './console-world.ts'

const mark = 'Из десяти тысяч'

/** Copies of one open ticket: the list is about length, not about what is in it. So old that nobody takes them for a common trouble. */
export async function addTickets(world: ConsoleWorld, count: number): Promise<void> {
  const { rows } = await world.region.pool.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ') as columns from pg_attribute
     where attrelid = 'tickets'::regclass and attnum > 0 and not attisdropped and attgenerated = ''
       and attname not in ('id', 'summary', 'opened_at', 'first_reply_due_at')`,
  )
  const columns = rows[0]?.columns ?? ''
  await world.region.pool.query(
    `insert into tickets (id, summary, opened_at, first_reply_due_at, ${columns})
     select 100000 + n, '${mark}', now() - interval '400 days', now() + n * interval '1 minute', ${columns}
     from generate_series(1, $1::int) n, (select * from tickets where status = 'new' order by id limit 1) one`,
    [count],
  )
}

export async function removeTickets(world: ConsoleWorld): Promise<void> {
  await world.region.pool.query('delete from tickets where summary = $1', [mark])
}

export interface MeasuredList {
  /** Rows that are in the page at once. */
  readonly rowsInPage: number
  /** Tickets that were loaded by scrolling. */
  readonly loaded: number
  /** Longest time from a key to the next picture, milliseconds. */
  readonly worstMs: number
  /** From the request for the page until its first ticket is there, signed in, with its files in the cache; milliseconds. */
  readonly firstTicketMs: number
}

const loads = 12
const presses = 10

/** Scrolls until more than a thousand tickets are loaded, then opens some by the keyboard. */
export async function measureList(page: Page): Promise<MeasuredList> {
  const firstTicketMs = await page.evaluate<number>('performance.now()')
  await page.locator('.queue-list').hover()
  for (let load = 1; load <= loads; load += 1) {
    await page.mouse.wheel(0, 1_000_000)
    // Asked from outside: the page's policy lets nothing be evaluated inside it.
    await waitFor(
      async () =>
        (await page.evaluate<number>(`document.querySelector('.queue-list ul').offsetHeight`)) >
        load * rowHeightMin * pageOfQueue,
    )
  }
  await page.evaluate(`
    globalThis.longest = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, entry.duration)
    }).observe({ type: 'event', durationThreshold: 16 })`)
  for (let press = 0; press < presses; press += 1) {
    await page.keyboard.press('j')
    await page.getByRole('heading', { level: 1, name: /№/u }).waitFor()
  }
  const [rowsInPage, worstMs] = await page.evaluate<[number, number]>(
    `[document.querySelectorAll('.queue-list li').length, globalThis.longest]`,
  )
  return { rowsInPage, loaded: loads * pageOfQueue, worstMs, firstTicketMs }
}

/** A row is never lower, and the page asks for so many tickets at once. */
const rowHeightMin = 90
const pageOfQueue = 100
