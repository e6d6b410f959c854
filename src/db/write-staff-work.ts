/** Writes what staff decided beside tickets: cards, notes, questions to colleagues. */
import type { PoolClient } from 'pg'
import type { DeskRecord } from '../app/desk-records.ts'
import type { Instant } from '../domain/time.ts'
import { iso } from './ticket-rows.ts'

type StaffRecord = Extract<
  DeskRecord,
  {
    readonly type:
      | 'note'
      | 'cardsChanged'
      | 'templateKept'
      | 'templateUsed'
      | 'colleaguesAsked'
      | 'colleaguesAnswered'
  }
>

export function writeStaffWork(
  client: PoolClient,
  record: StaffRecord,
  now: Instant,
): Promise<{ readonly rowCount: number | null }> {
  switch (record.type) {
    case 'cardsChanged':
      return changeCards(client, record, now)
    case 'note':
      return client.query(
        'insert into ticket_notes (ticket_id, staff_id, text, at) values ($1, $2, $3, $4)',
        [record.ticketId, record.staffId, record.text, iso(now)],
      )
    case 'templateKept': {
      const { code, title, text, topicId, institutionId, createdById } = record.template
      return client.query(
        `insert into answer_templates (code, title, text, topic_id, institution_id, created_by_id)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (code) do update set text = excluded.text, title = excluded.title`,
        [code, title, text, topicId, institutionId, createdById],
      )
    }
    case 'templateUsed':
      // The template may have gone meanwhile: the answer goes all the same.
      return client
        .query(
          `insert into template_uses (ticket_id, template_id) select $1, id from answer_templates where id = $2
           on conflict (ticket_id) do update set template_id = excluded.template_id`,
          [record.ticketId, record.templateId],
        )
        .then(() => ({ rowCount: null }))
    case 'colleaguesAsked': {
      const { id, ticketId, institutionId, text } = record.question
      return client.query(
        `insert into colleague_questions (id, ticket_id, institution_id, asked_for_id, asked_by_id, text, asked_at)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [id, ticketId, institutionId, record.askedFor, record.askedById, text, iso(now)],
      )
    }
    case 'colleaguesAnswered':
      return client.query(
        `update colleague_questions set answer = $2, answered_by_id = $3, answered_at = $4
         where id = $1 and answered_at is null`,
        [record.id, record.text, record.by, iso(now)],
      )
  }
}

/** Photos of the card go with it: VK forgets what is not given again. Older messages VK lets nobody change. */
async function changeCards(
  client: PoolClient,
  record: Extract<DeskRecord, { type: 'cardsChanged' }>,
  now: Instant,
): Promise<{ readonly rowCount: number | null }> {
  await client.query(
    `insert into outbox (group_id, peer_id, kind, body, files, random_id, ticket_id, edits_id, created_at, available_at)
     select c.group_id, c.peer_id, 'edit',
       case when c.peer_id = any($6::bigint[]) then $7::jsonb
            when c.peer_id = any($4::bigint[]) then $2::jsonb
            else $8::jsonb end
       || case when c.body ? 'attachment' then jsonb_build_object('attachment', c.body -> 'attachment') else '{}' end,
       c.files, c.random_id, c.ticket_id, c.id, $3, $3
     from outbox c
     where c.ticket_id = $1 and c.is_card and c.status <> 'failed' 
       -- The new card itself was written a moment ago, in this transaction.
       and not (c.peer_id = any($6::bigint[]) and c.created_at >= $3)
       and coalesce(c.sent_at, c.created_at) > $3::timestamptz - $5::interval
     order by c.id`,
    [
      record.ticketId,
      JSON.stringify(record.body),
      iso(now),
      record.ownPeerIds,
      editableFor,
      record.replacedPeerIds,
      JSON.stringify(record.replacedBody),
      JSON.stringify(record.elsewhereBody),
    ],
  )
  return { rowCount: null }
}

/** VK lets a community change its message for 24 hours; a minute is for the way. */
const editableFor = '23 hours 59 minutes'
