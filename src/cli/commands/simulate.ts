/** `otklik simulate`: a made-up month of a region in an empty database. */
import { parseArgs } from 'node:util'
import type { SimulationStore } from '../../app/statistics/ports.ts'
import { simulateRegion } from '../../app/statistics/simulate-region.ts'
import type { SimulationPlan } from '../../domain/simulation/simulate.ts'
import { Temporal } from '../../domain/time.ts'

export interface SimulateEnvironment {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly store: SimulationStore
}

const usage = `Использование: otklik simulate [--seed 1] [--institutions 200] [--tickets 20000] [--from 2026-10-01] [--days 31] [--json]
Учебный месяц придуманной области: одинаковый для одинаковых чисел. Только в пустую базу, и она навсегда остаётся учебной.
`
const notEmpty = `В базе уже есть справочник или обращения: учебные данные к ним не добавляю.
Укажите другую папку, например: DATA_DIR=./data-simulated npx otklik simulate
`
const institutionsMax = 5_000
const ticketsMax = 5_000_000
const daysMax = 1_000

export async function runSimulate(
  argv: readonly string[],
  environment: SimulateEnvironment,
): Promise<number> {
  const { stdout, stderr, store } = environment
  const read = readPlan(argv)
  if (read === null) {
    stderr(usage)
    return 2
  }
  const simulated = await simulateRegion(store, read.plan, ({ tickets, events }) =>
    stderr(`Записано обращений: ${tickets}, событий: ${events}\n`),
  )
  if (!simulated.ok) {
    stderr(notEmpty)
    return 1
  }
  const { from, days } = read.plan
  stdout(
    read.isJson
      ? `${JSON.stringify(simulated.value)}\n`
      : `Готово. Посмотрите: npx otklik stats --from ${from} --to ${lastDay(from, days)} --by kind\n`,
  )
  return 0
}

const lastDay = (from: string, days: number): string =>
  Temporal.PlainDate.from(from)
    .add({ days: days - 1 })
    .toString()

function readPlan(
  argv: readonly string[],
): { readonly plan: SimulationPlan; readonly isJson: boolean } | null {
  const number = (byDefault: string) => ({ type: 'string', default: byDefault }) as const
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        seed: number('1'),
        institutions: number('200'),
        tickets: number('20000'),
        from: number('2026-10-01'),
        days: number('31'),
        json: { type: 'boolean', default: false },
      } as const,
    })
    const plan: SimulationPlan = {
      seed: whole(values.seed, 2 ** 31),
      institutions: whole(values.institutions, institutionsMax),
      tickets: whole(values.tickets, ticketsMax),
      from: Temporal.PlainDate.from(values.from).toString(),
      days: whole(values.days, daysMax),
    }
    return { plan, isJson: values.json }
  } catch (error) {
    // parseArgs throws on an unknown option, Temporal and whole() on what is no date or number.
    if (error instanceof TypeError || error instanceof RangeError) return null
    throw error
  }
}

function whole(text: string, max: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > max) throw new RangeError(text)
  return value
}
