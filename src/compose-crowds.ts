/** Workers that look at many tickets at once: common troubles, and what forwards teach. */
import * as notices from '../scenes/notices.ts'
import { type RoutingProposing, proposeCorrections } from './app/propose-routing.ts'
import { type IncidentRaising, raiseIncidents } from './app/raise-incidents.ts'
import type { ProductOptions } from './compose.ts'
import { createIncidentStore } from './db/incident-store.ts'
import { createProposalStore } from './db/proposal-store.ts'
import { Loop } from './workers/loop.ts'

/** The first people of a crowd have just written. */
const incidentsIntervalMs = 120_000
/** What forwards teach changes over weeks. */
const correctionsIntervalMs = 6 * 3_600_000

type Parts = Pick<IncidentRaising, 'store' | 'regions' | 'onWritten'>

export const createCrowdWatch = (
  options: ProductOptions,
  parts: Parts,
): Record<'corrections' | 'incidents', Loop> => ({
  corrections: createCorrections(options, parts),
  incidents: createIncidents(options, parts),
})

function createIncidents(
  { pool, clock, random, log }: ProductOptions,
  parts: Pick<IncidentRaising, 'store' | 'regions' | 'onWritten'>,
): Loop {
  const raising: IncidentRaising = { ...parts, incidents: createIncidentStore(pool), notices, clock }
  return new Loop({
    run: async () => void (await raiseIncidents(raising)),
    intervalMs: incidentsIntervalMs,
    onFault: (error) => log.error({ err: error }, 'mass incidents could not be looked for'),
    random,
  })
}

function createCorrections(
  { pool, clock, random, log }: ProductOptions,
  parts: Pick<RoutingProposing, 'store' | 'regions' | 'onWritten'>,
): Loop {
  const proposing: RoutingProposing = { ...parts, proposals: createProposalStore(pool), notices, clock }
  return new Loop({
    run: async () => void (await proposeCorrections(proposing)),
    intervalMs: correctionsIntervalMs,
    onFault: (error) => log.error({ err: error }, 'corrections of the directory could not be looked for'),
    random,
  })
}
