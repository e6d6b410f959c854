import { parseArgs } from 'node:util'

export const phases = ['product', 'echo', 'floor', 'rate', 'outbox', 'idle', 'profile'] as const
export type Phase = (typeof phases)[number]

export interface Options {
  /** Communities of the saturated runs. */
  readonly communities: number
  /** Communities of the runs with an offered rate, and of the idle run. */
  readonly manyCommunities: number
  readonly seconds: number
  readonly warmupSeconds: number
  readonly idleSeconds: number
  /** Messages offered a second in the run that measures latency. */
  readonly rate: number
  /** Messages that wait for a reply at the same time in the saturated runs. */
  readonly outstanding: number
  /** How often the saturated runs follow one another; medians are reported. */
  readonly rounds: number
  readonly phases: ReadonlySet<Phase>
  readonly isJson: boolean
}

export const usage = `npm run bench:messages -- [options]
  --seconds N           length of a measured window (20)
  --warmup N            seconds before it that do not count (5)
  --idle-seconds N      length of the idle window (60; polls last 25)
  --communities N       communities of the saturated runs (200)
  --many-communities N  communities of the rate and idle runs (1700)
  --rate N              messages a second offered in the rate run (100)
  --outstanding N       messages without a reply at a time, saturated (256)
  --rounds N            saturated runs of each, in turns; medians are reported (3)
  --only A,B            of: ${phases.join(', ')} (all)
  --json                one JSON value on stdout, progress on stderr`

/** Throws a RangeError or TypeError with a sentence for the terminal. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '20' },
      warmup: { type: 'string', default: '5' },
      'idle-seconds': { type: 'string', default: '60' },
      communities: { type: 'string', default: '200' },
      'many-communities': { type: 'string', default: '1700' },
      rate: { type: 'string', default: '100' },
      outstanding: { type: 'string', default: '256' },
      rounds: { type: 'string', default: '3' },
      only: { type: 'string', default: phases.join(',') },
      json: { type: 'boolean', default: false },
    },
  })
  return {
    communities: whole('communities', values.communities),
    manyCommunities: whole('many-communities', values['many-communities']),
    seconds: whole('seconds', values.seconds),
    warmupSeconds: whole('warmup', values.warmup),
    idleSeconds: whole('idle-seconds', values['idle-seconds']),
    rate: whole('rate', values.rate),
    outstanding: whole('outstanding', values.outstanding),
    rounds: whole('rounds', values.rounds),
    phases: new Set(values.only.split(',').map(phaseOf)),
    isJson: values.json,
  }
}

function phaseOf(name: string): Phase {
  const phase = phases.find((known) => known === name.trim())
  if (phase === undefined)
    throw new RangeError(`--only: there is no «${name}»; there are ${phases.join(', ')}`)
  return phase
}

function whole(name: string, text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new RangeError(`--${name}: a positive whole number is needed`)
  return Number(text)
}
