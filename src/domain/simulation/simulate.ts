/** A stretch of days in a made-up region: when people write, and what becomes of it. */
import { type Instant, Temporal, addSeconds } from '../time.ts'
import { type Random, createRandom } from './random.ts'
import { type SimulatedInstitution, type SimulatedRegion, simulatedRegion } from './simulated-region.ts'
import { type SimulatedTicket, simulatedTicket } from './simulated-ticket.ts'

export interface SimulationPlan {
  readonly seed: number
  readonly institutions: number
  readonly tickets: number
  /** ISO date of the first day, in Moscow. */
  readonly from: string
  readonly days: number
  /** ISO date before which things happen; the end of the days when left out. */
  readonly until?: string
}

export interface Simulation {
  readonly region: SimulatedRegion
  /** In the order of their first messages; made one by one. */
  readonly tickets: () => Generator<SimulatedTicket>
}

/** Writing by the hour of the day, from midnight: people write in breaks and in the evening. */
const hourWeights = [
  2, 1, 1, 1, 1, 2, 4, 8, 12, 14, 15, 14, 15, 14, 12, 12, 13, 15, 18, 20, 19, 15, 9, 4,
] as const
/** From Monday. */
const dayWeights = [1.3, 1.15, 1.05, 1, 1, 0.7, 0.6] as const
const timeZone = 'Europe/Moscow'

export function simulate(plan: SimulationPlan): Simulation {
  const region = simulatedRegion(plan.institutions, createRandom(plan.seed))
  return { region, tickets: () => openings(plan, region, createRandom(plan.seed + 1)) }
}

function* openings(
  plan: SimulationPlan,
  region: SimulatedRegion,
  random: Random,
): Generator<SimulatedTicket> {
  const first = Temporal.PlainDate.from(plan.from)
  const days = Array.from({ length: plan.days }, (_, index) => first.add({ days: index }))
  const weights = days.map((day) => dayWeights[day.dayOfWeek - 1] ?? 1)
  const last = plan.until === undefined ? first.add({ days: plan.days }) : Temporal.PlainDate.from(plan.until)
  const end = last.toZonedDateTime(timeZone).toInstant()
  const owners = cumulated(region.institutions.map(({ weight }) => weight))
  const hours = cumulated(hourWeights)
  let [done, share] = [0, 0]
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  for (const [index, day] of days.entries()) {
    share += (weights[index] ?? 0) / whole
    const midnight = day.toZonedDateTime(timeZone).toInstant()
    const due = Math.round(plan.tickets * share)
    const moments = Array.from({ length: due - done }, () => momentOfDay(midnight, hours, random))
    for (const openedAt of moments.toSorted((left, right) => Temporal.Instant.compare(left, right))) {
      const owner = chosen(region.institutions, owners, random)
      if (owner !== undefined) yield simulatedTicket(region, { owner, openedAt, end }, random)
    }
    done = due
  }
}

function momentOfDay(midnight: Instant, hours: readonly number[], random: Random): Instant {
  const position = random.next()
  const hour = hours.findIndex((share) => position < share)
  return addSeconds(midnight, hour * 3600 + random.whole(0, 3599))
}

const chosen = (
  institutions: readonly SimulatedInstitution[],
  owners: readonly number[],
  random: Random,
): SimulatedInstitution | undefined => {
  const position = random.next()
  return institutions[owners.findIndex((share) => position < share)]
}

/** Shares from 0 to 1, ending with 1. */
function cumulated(weights: readonly number[]): readonly number[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  let share = 0
  return weights.map((weight, index) => {
    share += weight / whole
    return index === weights.length - 1 ? 1 : share
  })
}
