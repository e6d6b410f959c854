/** Open tickets counted as of a moment. */
import { z } from 'zod'
import type { OpenCounts } from '../domain/figures/figures.ts'

export const generation = '(select generation from figure_state where id = 1)'
/** The name of a member, `-` where it is not known. */
export const named = (column: string): string => `coalesce(${column}::text, '-')`

const municipality = '($4::int[] is null or municipality_id = any($4))'

/** `filed` is the day under which the member counts the ticket. */
export const openBy = (member: string, filed: string, asked = municipality): string => `
select ${member} as member,
  count(*) filter (where ${filed} >= $1 and ${filed} < $2)::int as open,
  count(*) filter (where ${filed} >= $1 and ${filed} < $2 and waiting_since is not null)::int as waiting,
  count(*) filter (where ${filed} >= $1 and ${filed} < $2
    and least(reply_due_at, owner_reply_due_at, final_due_at) < $3)::int as overdue,
  count(*) filter (where ${filed} >= $1 and ${filed} < $2 and reply_due_at < $3)::int as reply_overdue,
  count(*) filter (where ${filed} >= $1 and ${filed} < $2 and owner_reply_due_at < $3)::int as owner_overdue,
  count(*) filter (where ${filed} >= $1 and ${filed} < $2 and final_due_at < $3)::int as final_overdue,
  count(*) filter (where promised_on >= $1 and promised_on < $2 and promised_until < $3)::int as promises_overdue
from figure_open where generation = ${generation} and ${asked}
  and (${filed} >= $1 and ${filed} < $2 or promised_on >= $1 and promised_on < $2) group by 1`

const openRow = z.object({
  member: z.string(),
  open: z.number(),
  waiting: z.number(),
  overdue: z.number(),
  reply_overdue: z.number(),
  owner_overdue: z.number(),
  final_overdue: z.number(),
  promises_overdue: z.number(),
})

/** A member with its counts. */
export function readOpenRow(row: unknown): readonly [string, OpenCounts] {
  const found = openRow.parse(row)
  const { member, open, waiting, overdue } = found
  return [
    member,
    {
      open,
      waiting,
      overdue,
      replyOverdue: found.reply_overdue,
      ownerOverdue: found.owner_overdue,
      finalOverdue: found.final_overdue,
      promisesOverdue: found.promises_overdue,
    },
  ]
}
