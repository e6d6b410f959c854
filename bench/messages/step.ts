/** Says on the error stream what is measured now, and how long it took. */
export async function step<Result>(name: string, run: () => Promise<Result>): Promise<Result> {
  const startMs = performance.now()
  process.stderr.write(`${name} …`)
  const result = await run()
  process.stderr.write(` ${((performance.now() - startMs) / 1000).toFixed(0)} s\n`)
  return result
}

/** A mistake of whoever typed the command is a sentence with the usage; anything else is told whole. */
export function explainAndExit(error: unknown, usage: string): never {
  const isMistake = error instanceof RangeError || (error instanceof TypeError && 'code' in error)
  console.error(isMistake ? `${error.message}\n\n${usage}` : error)
  process.exit(isMistake ? 2 : 1)
}
