import type { Log } from '../app/transport-ports.ts'
import type { GroupId } from '../domain/ids.ts'

/** VK has some eighty types; whatever comes beyond is counted together. */
const typesMax = 100

/** Counts events that nobody handles, and says so at the 1st, 2nd, 4th, 8th … of a type. */
export function createUnknownEvents(log: Log): (groupId: GroupId, type: string) => void {
  const counts = new Map<string, number>()
  return (groupId, type) => {
    const name = counts.has(type) || counts.size < typesMax ? type.slice(0, 60) : 'others'
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    if ((count & (count - 1)) === 0)
      log.info({ groupId, type: name, count }, 'events that nobody handles were ignored')
  }
}
