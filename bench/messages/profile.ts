/** A CPU profile of the product, added up by the part of the product on whose behalf the time was spent. */
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'

const profile = z.object({
  startTime: z.number(),
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
      children: z.array(z.number()).optional(),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
})
type Profile = z.infer<typeof profile>
type Frame = Profile['nodes'][number]['callFrame']

export interface ProfileLine {
  readonly name: string
  readonly milliseconds: number
}

export interface ProfileSummary {
  readonly areas: readonly ProfileLine[]
  /** Functions by the time spent in themselves. */
  readonly functions: readonly ProfileLine[]
}

/** The first that fits the innermost frame of the product decides; without one, the first that fits any frame. */
const areas: readonly (readonly [string, RegExp])[] = [
  ['read batch', /dist\/src\/db\/(read-batch|ticket-rows)/],
  ['write changes', /dist\/src\/(db\/write-changes|app\/unit-of-work)/],
  [
    'long poll: read and store events',
    /dist\/src\/(vk\/(long-poll|update)|db\/poll-store|workers\/long-polls)/,
  ],
  ['outbox', /dist\/src\/(db\/outbox-store|workers\/outbox|vk\/(send|api-rate))/],
  ['decide: understand', /dist\/src\/text\//],
  ['decide: scenes and use cases', /dist\/(scenes|src\/(app|domain))\/|src\/vk\/read-message/],
  ['HTTP to VK', /dist\/src\/vk\//],
  ['other parts of the product', /dist\/src\//],
]
const libraries: readonly (readonly [string, RegExp])[] = [
  ['database client (pg): results', /node_modules\/(pg|pg-protocol|pg-types|pg-pool|postgres-[a-z]+)\//],
  ['Prisma', /node_modules\/(@prisma|prisma)\//],
  ['vk-io', /node_modules\/(vk-io|@vk-io|middleware-io)\//],
  ['HTTP to VK', /^node:(_http|http|net|internal\/(http|net|streams|stream_base))/],
  ['HTTP to VK', /^node:(stream|events|buffer|url|internal\/url|querystring)/],
  ['Node: timers, promises, other', /^node:/],
]

/** Only samples inside the window count; both ends in microseconds of the monotonic clock. */
export async function summariseProfile(
  folder: string,
  window: { readonly beginUs: number; readonly endUs: number },
): Promise<ProfileSummary> {
  const file = (await readdir(folder)).find((name) => name.endsWith('.cpuprofile'))
  if (file === undefined) throw new Error('the product left no profile')
  const read = profile.parse(JSON.parse(await readFile(path.join(folder, file), 'utf8')))
  const frames = framesOf(read)
  const byArea = new Map<string, number>()
  const byFunction = new Map<string, number>()
  let atUs = read.startTime
  for (const [index, id] of read.samples.entries()) {
    const deltaUs = read.timeDeltas[index] ?? 0
    atUs += deltaUs
    if (atUs < window.beginUs || atUs > window.endUs) continue
    const stack = frames.get(id) ?? []
    const [leaf] = stack
    add(byArea, areaOf(stack), deltaUs)
    if (leaf !== undefined) add(byFunction, nameOf(leaf), deltaUs)
  }
  return { areas: largest(byArea, 20), functions: largest(byFunction, 25) }
}

/** From the innermost frame outwards, for each node. */
function framesOf(read: Profile): ReadonlyMap<number, readonly Frame[]> {
  const parents = new Map(read.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])))
  const nodes = new Map(read.nodes.map((node) => [node.id, node]))
  const stackOf = (id: number): readonly Frame[] => {
    const stack: Frame[] = []
    for (let node = nodes.get(id); node !== undefined; node = nodes.get(parents.get(node.id) ?? -1))
      stack.push(node.callFrame)
    return stack
  }
  return new Map(read.nodes.map(({ id }) => [id, stackOf(id)]))
}

function areaOf(stack: readonly Frame[]): string {
  const [leaf] = stack
  if (leaf === undefined || leaf.url === '') {
    if (leaf?.functionName === '(garbage collector)') return 'garbage collection'
    if (leaf?.functionName === '(idle)') return 'idle'
    if (leaf?.functionName === '(program)') return 'native: sockets, event loop'
  }
  for (const { url } of stack) {
    const area = areas.find(([, pattern]) => pattern.test(url))
    if (area !== undefined) return area[0]
  }
  for (const [name, pattern] of libraries) if (stack.some(({ url }) => pattern.test(url))) return name
  return 'other'
}

const nameOf = ({ functionName, url, lineNumber }: Frame): string =>
  `${functionName === '' ? 'anonymous' : functionName} ${url.split('/').slice(-2).join('/')}:${lineNumber + 1}`

function add(sums: Map<string, number>, name: string, microseconds: number): void {
  sums.set(name, (sums.get(name) ?? 0) + microseconds)
}

const largest = (sums: ReadonlyMap<string, number>, count: number): readonly ProfileLine[] =>
  [...sums]
    .map(([name, microseconds]) => ({ name, milliseconds: Math.round(microseconds / 1000) }))
    .sort((left, right) => right.milliseconds - left.milliseconds)
    .slice(0, count)
