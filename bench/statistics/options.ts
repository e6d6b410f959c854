import { parseArgs } from 'node:util'

export interface Options {
  readonly tickets: readonly number[]
  readonly rounds: number
  readonly institutions: number
}

export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      tickets: { type: 'string', default: '10000,100000,1000000' },
      rounds: { type: 'string', default: '40' },
      institutions: { type: 'string', default: '200' },
    },
  })
  const tickets = values.tickets.split(',').map(Number)
  const [rounds, institutions] = [Number(values.rounds), Number(values.institutions)]
  const isSound = [...tickets, rounds, institutions].every((value) => Number.isInteger(value) && value > 0)
  if (!isSound) throw new Error('--tickets 10000,100000 --rounds 40 --institutions 200')
  return { tickets, rounds, institutions }
}
