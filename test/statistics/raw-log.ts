/** The event log as it lies in its table, and working time counted day by day: nothing here is shared with the product. */
import type pg from 'pg'
import { z } from 'zod'

export interface RawEvent {
  readonly id: number
  readonly type: string
  /** Milliseconds. */
  readonly ms: number
  readonly atMs: number
  readonly by: string
  readonly actor: number | null
  readonly facts: Record<string, unknown>
  /** Of a routing. */
  readonly owner: number | null
}

export interface Owner {
  readonly id: number
  readonly kind: string
  readonly zone: string
  readonly hours: string
}

export const hour = 3_600_000
export const day = 24 * hour
const offsets: Record<string, number> = { 'Europe/Moscow': 3, 'Europe/Samara': 4, 'Europe/Kaliningrad': 2 }
const daysOff = new Set(['2026-11-04'])
const daysShort = new Set(['2026-11-03'])
const weekdays = ['вс', 'пн', 'вт', 'ср', 'чт', 'пт', 'сб']

const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
export const regionDay = (ms: number): string => iso(ms + 3 * hour)

/** [from, to) in milliseconds since midnight. */
function openingHours(hours: string, date: string): [number, number][] {
  if (hours === 'круглосуточно') return [[0, day]]
  if (daysOff.has(date)) return []
  const weekday = weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? ''
  let open: [number, number][] = []
  const parts = hours.split(', ')
  for (const part of parts) {
    const found = /^(..)(?:-(..))? (\d\d):(\d\d)-(\d\d):(\d\d)$/u.exec(part)
    if (found === null) continue
    const week = ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс']
    const [first, last] = [week.indexOf(found[1] ?? ''), week.indexOf(found[2] ?? found[1] ?? '')]
    const at = (h: number, m: number): number => Number(found[h]) * hour + Number(found[m]) * 60_000
    const today = week.indexOf(weekday)
    if (today >= first && today <= last) open.push([at(3, 4), at(5, 6)])
  }
  const lunch = /обед (\d\d):(\d\d)-(\d\d):(\d\d)/u.exec(hours)
  if (lunch !== null) {
    const [from, to] = [Number(lunch[1]) * hour, Number(lunch[3]) * hour]
    open = open.flatMap(([a, b]): [number, number][] =>
      a < from && b > to
        ? [
            [a, from],
            [to, b],
          ]
        : [[a, b]],
    )
  }
  const last = open.at(-1)
  if (daysShort.has(date) && last !== undefined) last[1] -= hour
  return open
}

export function worked(owner: Owner, from: number, to: number): number {
  const shift = (offsets[owner.zone] ?? 0) * hour
  let total = 0
  for (let midnight = Math.floor((from + shift) / day) * day; midnight < to + shift; midnight += day)
    for (const [open, close] of openingHours(owner.hours, iso(midnight)))
      total += Math.max(0, Math.min(to + shift, midnight + close) - Math.max(from + shift, midnight + open))
  return total
}

export const office: Owner = {
  id: 0,
  kind: '-',
  zone: 'Europe/Moscow',
  hours: 'пн-пт 09:00-18:00, обед 13:00-14:00',
}

/** The log as it lies in the table. */
export async function readRawLog(pool: pg.Pool) {
  const { rows } = await pool.query<{
    id: string
    ticket_id: string
    type: string
    at: Date
    vk_at: Date | null
    actor_kind: string
    actor_id: string | null
    facts: Record<string, unknown>
  }>('select * from ticket_events where ticket_id is not null order by id')
  const tickets = new Map<number, RawEvent[]>()
  for (const row of rows) {
    const id = Number(row.ticket_id)
    const list = tickets.get(id) ?? []
    tickets.set(id, list)
    const atMs = row.at.getTime()
    list.push({
      id: Number(row.id),
      type: row.type,
      ms: Math.min(atMs, row.vk_at?.getTime() ?? atMs),
      atMs,
      by: row.actor_kind,
      actor: row.actor_id === null ? null : Number(row.actor_id),
      facts: row.facts,
      owner: z
        .number()
        .nullable()
        .catch(null)
        .parse(row.facts['institutionId'] ?? null),
    })
  }
  const talks = await pool.query<{ type: string; at: Date; group_id: string; step: string | null }>(
    `select type, at, group_id, facts ->> 'step' as step from ticket_events where ticket_id is null`,
  )
  const owners = await pool.query<{ id: number; kind: string; time_zone: string; working_hours: string }>(
    'select id, kind, time_zone, working_hours from institutions',
  )
  return {
    tickets,
    /** What ended without a ticket. */
    dialogues: talks.rows.map(({ type, at, group_id, step }) => ({
      type,
      ms: at.getTime(),
      group: Number(group_id),
      step,
    })),
    owners: new Map(
      owners.rows.map((row) => [
        row.id,
        { id: row.id, kind: row.kind, zone: row.time_zone, hours: row.working_hours },
      ]),
    ),
  }
}

export type RawLog = Awaited<ReturnType<typeof readRawLog>>
