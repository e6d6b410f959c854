/**
 * A message that VK refused for good is not silence: a lost answer is written down and told to those who gave it, a
 * lost card to the coordinators, who find somebody else.
 */
import { coordinatorsFor } from '../domain/staff.ts'
import type { Clock } from '../domain/time.ts'
import { responsiblePeople, tellStaff } from './notify.ts'
import type { Notices } from './notice-ports.ts'
import type { InboxBatch, Store, Undelivered } from './ports.ts'
import type { LoadedRegion, Regions } from './regions.ts'
import { viewTicket } from './ticket-view.ts'
import { UnitOfWork } from './unit-of-work.ts'

export interface UndeliveredReporting {
  readonly store: Store
  readonly regions: Regions
  readonly notices: Notices
  readonly clock: Clock
  readonly timeZone: string
  readonly onWritten: () => void
}

const reportedAtOnce = 50
const nothingRead: InboxBatch = { events: [], states: new Map(), directoryVersion: 0 }

/** Tells of all that nobody was told of yet; each once, also when it runs twice. */
export async function reportUndelivered(reporting: UndeliveredReporting): Promise<void> {
  const undelivered = await reporting.store.findUndelivered(reportedAtOnce)
  if (undelivered.length === 0) return
  const region = await reporting.regions.latest()
  const work = new UnitOfWork(reporting.store, nothingRead, reporting.clock.now())
  for (const message of undelivered) {
    await reportOne(reporting, region, work, message)
    work.reported(message.id)
  }
  await reporting.store.write(work.changes(), work.now)
  reporting.onWritten()
}

async function reportOne(
  { notices, timeZone }: UndeliveredReporting,
  region: LoadedRegion,
  work: UnitOfWork,
  { groupId, peerId, ticketId, saidAt }: Undelivered,
): Promise<void> {
  const ticket = await work.ticket(ticketId)
  if (ticket === null) return
  const view = viewTicket(ticket, region, timeZone)
  if (ticket.groupId === groupId && ticket.peerId === peerId) {
    work.log({
      ticketId,
      at: work.now,
      vkAt: null,
      actor: { kind: 'bot' },
      institutionId: ticket.institutionId,
      fact: { type: 'messageUndelivered', facts: { saidAt: saidAt.toString() } },
    })
    tellStaff(work, responsiblePeople(region.roster, ticket, work.now), notices.answerUndelivered(view))
    return
  }
  const reader = region.roster.find((member) => Number(member.vkUserId) === Number(peerId))
  const name = reader === undefined ? `vk.com/id${peerId}` : `${reader.firstName} ${reader.lastName}`.trim()
  const others = coordinatorsFor(region.roster, ticket.municipalityId).filter((member) => member !== reader)
  tellStaff(work, others, notices.cardUndelivered(view, name))
}
