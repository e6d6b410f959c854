import { parseArgs } from 'node:util'

export const parts = ['start', 'idle', 'rate', 'storm', 'echo', 'growth'] as const
export type Part = (typeof parts)[number]

export interface Options {
  readonly communities: number
  readonly seconds: number
  readonly warmupSeconds: number
  readonly idleSeconds: number
  /** Messages offered a second over all communities, one run each. */
  readonly rates: readonly number[]
  /** Messages that one community gets in one moment. */
  readonly flood: number
  /** Sizes of the history that is in the database before a run of `growth`. */
  readonly tickets: readonly number[]
  readonly citizens: number
  readonly parts: ReadonlySet<Part>
  /** Whether the product trains its text model meanwhile. */
  readonly trains: boolean
  readonly isJson: boolean
}

export const usage = `npm run bench:region -- [options]
  --communities N       (1700)
  --seconds N           length of a measured window (30)
  --warmup N            seconds before it that do not count (10)
  --idle-seconds N      length of the idle window (60; polls last 25)
  --rates A,B           messages offered a second (100,300)
  --flood N             messages that one community gets in one moment (1000)
  --tickets A,B         tickets in the database before a growth run (10000,1000000)
  --citizens N          citizens in the database then (100000)
  --no-training         the product does not train: the load decides in a minute as much as a region in a day
  --only A,B            of: ${parts.join(', ')} (all)
  --json                one JSON value on stdout, progress on stderr`

/** Throws a RangeError or TypeError with a sentence for the terminal. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      communities: { type: 'string', default: '1700' },
      seconds: { type: 'string', default: '30' },
      warmup: { type: 'string', default: '10' },
      'idle-seconds': { type: 'string', default: '60' },
      rates: { type: 'string', default: '100,300' },
      flood: { type: 'string', default: '1000' },
      tickets: { type: 'string', default: '10000,1000000' },
      citizens: { type: 'string', default: '100000' },
      only: { type: 'string', default: parts.join(',') },
      'no-training': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  })
  return {
    communities: whole('communities', values.communities),
    seconds: whole('seconds', values.seconds),
    warmupSeconds: whole('warmup', values.warmup),
    idleSeconds: whole('idle-seconds', values['idle-seconds']),
    rates: values.rates.split(',').map((text) => whole('rates', text)),
    flood: whole('flood', values.flood),
    tickets: values.tickets.split(',').map((text) => whole('tickets', text)),
    citizens: whole('citizens', values.citizens),
    parts: new Set(values.only.split(',').map(partOf)),
    trains: !values['no-training'],
    isJson: values.json,
  }
}

function partOf(name: string): Part {
  const part = parts.find((known) => known === name.trim())
  if (part === undefined) throw new RangeError(`--only: there is no «${name}»; there are ${parts.join(', ')}`)
  return part
}

function whole(name: string, text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new RangeError(`--${name}: a positive whole number is needed`)
  return Number(text)
}
