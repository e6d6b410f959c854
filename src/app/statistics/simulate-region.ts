/** Fills an empty database with a made-up stretch of a region's life. The same plan gives the same rows. */
import { type Result, refuse, success } from '../../domain/result.ts'
import { type SimulationPlan, simulate } from '../../domain/simulation/simulate.ts'
import type { SimulatedTicket } from '../../domain/simulation/simulated-ticket.ts'
import type { SimulationStore } from './ports.ts'

const firstTicketId = 1001
/** The log is in the order of time within so many tickets. */
const portion = 25_000

export interface Simulated {
  readonly tickets: number
  readonly events: number
}

export async function simulateRegion(
  store: SimulationStore,
  plan: SimulationPlan,
  onPortion: (done: Simulated) => void = () => {},
): Promise<Result<Simulated, { readonly kind: 'notEmpty' }>> {
  const { region, tickets } = simulate(plan)
  if (!(await store.begin(region))) return refuse({ kind: 'notEmpty' })
  let done: Simulated = { tickets: 0, events: 0 }
  const write = async (batch: readonly SimulatedTicket[]): Promise<void> => {
    await store.add(firstTicketId + done.tickets, batch)
    const events = batch.reduce((sum, ticket) => sum + ticket.events.length, 0)
    done = { tickets: done.tickets + batch.length, events: done.events + events }
    onPortion(done)
  }
  let batch: SimulatedTicket[] = []
  for (const ticket of tickets()) {
    batch.push(ticket)
    if (batch.length === portion) {
      await write(batch)
      batch = []
    }
  }
  if (batch.length > 0) await write(batch)
  await store.finish(firstTicketId + done.tickets - 1)
  return success(done)
}
