/** A small simulated month in a database of its own. */
import type pg from 'pg'
import { simulateRegion } from '../../src/app/statistics/simulate-region.ts'
import { createPool } from '../../src/db/pool.ts'
import { createSimulationStore } from '../../src/db/simulation-store.ts'
import type { SimulationPlan } from '../../src/domain/simulation/simulate.ts'
import { createTestDatabase } from '../support/database.ts'

/** With the holiday and the short day of November. */
export const smallMonth: SimulationPlan = {
  seed: 7,
  institutions: 14,
  tickets: 600,
  from: '2026-10-20',
  days: 30,
}

export interface SimulatedDatabase {
  readonly pool: pg.Pool
  readonly url: string
  close(): Promise<void>
}

export async function openSimulated(plan: SimulationPlan): Promise<SimulatedDatabase> {
  const database = await createTestDatabase()
  const pool = createPool({ url: database.url, connectionsMax: 6, onError: () => {} })
  const simulated = await simulateRegion(createSimulationStore(pool), plan)
  if (!simulated.ok) throw new Error('the test database was not empty')
  return {
    pool,
    url: database.url,
    close: async () => {
      await pool.end()
      await database.drop()
    },
  }
}
