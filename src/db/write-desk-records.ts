/** Writes what a unit of work decided beside tickets. Each statement tells when another was quicker. */
import type { PoolClient } from 'pg'
import type { DeskRecord, Follower } from '../app/desk-records.ts'
import { ConcurrentChange } from '../app/ports.ts'
import type { Instant } from '../domain/time.ts'
import { writeComment } from './comment-queries.ts'
import { newVersion } from './new-version.ts'
import { writeErasure } from './person-queries.ts'
import { writeQuality } from './quality-queries.ts'
import { writeQuiet } from './quiet-store.ts'
import { addStaffAct } from './staff-acts.ts'
import { iso } from './ticket-rows.ts'
import { writeStaffWork } from './write-staff-work.ts'

export async function writeDeskRecord(client: PoolClient, record: DeskRecord, now: Instant): Promise<void> {
  const { rowCount } = await write(client, record, now)
  if (rowCount === 0) throw new ConcurrentChange(`somebody else was quicker: ${record.type}`)
}

function write(
  client: PoolClient,
  record: DeskRecord,
  now: Instant,
): Promise<{ readonly rowCount: number | null }> {
  switch (record.type) {
    case 'absence':
      return client.query(
        `with ${newVersion} update staff set away_until = $2, deputy_id = $3 where id = $1`,
        [record.staffId, iso(record.until), record.deputyId],
      )
    case 'follower':
      return addFollower(client, record.follower, now)
    case 'incidentRaised':
    case 'incidentTicket':
    case 'incidentTold':
    case 'incidentClosed':
      return writeIncident(client, record, now)
    case 'routingProposed':
      return addProposal(client, record, now)
    case 'routingProposalDecided':
      return client.query(record.isAccepted ? acceptProposal : declineProposal, [
        record.id,
        iso(now),
        record.by,
      ])
    case 'dialogueEvent':
      return addEvent(client, record, now)
    case 'commentHeard':
    case 'commentMoved':
    case 'commentAnswered':
      return writeComment(client, record, now)
    case 'erasureAsked':
    case 'personErased':
    case 'oldErased':
      return writeErasure(client, record, now)
    case 'signInCode':
      return client.query(addSignInCode, [record.codeHash, record.staffId, iso(now), iso(record.expiresAt)])
    case 'templateKept':
    case 'templateUsed':
    case 'note':
    case 'cardsChanged':
    case 'colleaguesAsked':
    case 'colleaguesAnswered':
      return writeStaffWork(client, record, now)
    case 'answersSampled':
    case 'answerJudged':
      return writeQuality(client, record, now)
    case 'quietHours':
    case 'noticeHeld':
    case 'heldTold':
    case 'dutyNamed':
    case 'dutyEnded':
      return writeQuiet(client, record, now)
    case 'staffAct':
      return addStaffAct(client, { ...record, at: now })
    case 'consoleRequest':
      return client.query(addRequest, [record.staffId, record.key, record.ticketId, iso(now)])
  }
}

/** A second press of the button finds the person there already. */
const addFollower = (
  client: PoolClient,
  { ticketId, citizenId, groupId, peerId, text }: Follower,
  now: Instant,
): Promise<{ readonly rowCount: number | null }> =>
  client.query(
    `insert into followers (ticket_id, citizen_id, group_id, peer_id, text, joined_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (ticket_id, citizen_id) do update set text = excluded.text`,
    [ticketId, citizenId, groupId, peerId, text, iso(now)],
  )

const addProposal = (
  client: PoolClient,
  { id, proposal }: Extract<DeskRecord, { readonly type: 'routingProposed' }>,
  now: Instant,
): Promise<{ readonly rowCount: number | null }> =>
  client.query(
    `insert into routing_proposals (id, topic_id, municipality_id, from_id, to_id, moved, total, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [
      id,
      proposal.topicId,
      proposal.municipalityId,
      proposal.fromId,
      proposal.toId,
      proposal.moved,
      proposal.total,
      iso(now),
    ],
  )

const addRequest =
  'insert into console_requests (staff_id, key, ticket_id, at) values ($1, $2, $3, $4) on conflict do nothing'
const addEvent = (
  client: PoolClient,
  { groupId, event, facts }: Extract<DeskRecord, { readonly type: 'dialogueEvent' }>,
  now: Instant,
): Promise<{ readonly rowCount: number | null }> =>
  client.query(addDialogueEvent, [groupId, event, iso(now), JSON.stringify(facts)])

const addDialogueEvent = `
insert into ticket_events (group_id, type, at, actor_kind, facts) values ($1, $2, $3, 'citizen', $4)`

const addSignInCode = `
with outdated as (update sign_in_codes set used_at = $3 where staff_id = $2 and used_at is null)
insert into sign_in_codes (code_hash, staff_id, created_at, expires_at) values ($1, $2, $3, $4)`

type IncidentRecord = Extract<DeskRecord, { readonly type: `incident${string}` }>

function writeIncident(
  client: PoolClient,
  record: IncidentRecord,
  now: Instant,
): Promise<{ readonly rowCount: number | null }> {
  switch (record.type) {
    case 'incidentRaised': {
      const { id, topicId, municipalityId, people, expected } = record
      return client.query(
        `with ${newVersion} insert into incidents (id, topic_id, municipality_id, people, expected, raised_at)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
        [id, topicId, municipalityId, people, expected, iso(now)],
      )
    }
    case 'incidentTicket':
      return client.query(
        `insert into incident_tickets (incident_id, ticket_id) values ($1, $2)
         on conflict (ticket_id) do update set incident_id = excluded.incident_id`,
        [record.incidentId, record.ticketId],
      )
    case 'incidentTold':
      return client.query(
        `with ${newVersion} update incidents set told = $2 where id = $1 and status = 'open'`,
        [record.id, record.told],
      )
    case 'incidentClosed':
      return client.query(
        `with ${newVersion} update incidents set status = $2, told = coalesce($3, told), closed_at = $4, closed_by_id = $5
         where id = $1 and status = 'open'`,
        [record.id, record.status, record.told, iso(now), record.by],
      )
  }
}

const declineProposal = `update routing_proposals set status = 'declined', decided_at = $2, decided_by_id = $3
  where id = $1 and status = 'proposed'`

/** The rule with the very same conditions gets another owner; without one a rule is added under the next number. */
const acceptProposal = `
with decided as (
  update routing_proposals set status = 'accepted', decided_at = $2, decided_by_id = $3
  where id = $1 and status = 'proposed' returning *),
corrected as (
  update routing_rules r set institution_id = d.to_id from decided d
  where r.topic_id = d.topic_id and r.topic_group_id is null and r.community_id is null
    and r.municipality_id is not distinct from d.municipality_id returning r.number),
added as (
  insert into routing_rules (number, topic_id, municipality_id, institution_id, note)
  select (select coalesce(max(number), 0) + 1 from routing_rules), d.topic_id, d.municipality_id, d.to_id,
    'По передачам: ' || d.moved || ' из ' || d.total || ' обращений'
  from decided d where not exists (select 1 from corrected)),
${newVersion}
select id from decided`
