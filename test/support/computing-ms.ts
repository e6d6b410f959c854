/** Milliseconds that this process computes while something runs: other than those of a clock, they do not grow on a busy machine. */
export function computingMs(run: () => void): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
