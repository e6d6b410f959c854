/** Everybody who talks in a run. */
import { z } from 'zod'
import { setTimeout as delay } from 'node:timers/promises'
import type { ChaosWorld } from './chaos-world.ts'
import { Citizen } from './citizen.ts'
import { Dialogue } from './dialogue.ts'
import type { Draw } from './draw.ts'
import type { Ledger } from './ledger.ts'
import { StaffMember } from './staff-member.ts'

interface PeopleOptions {
  readonly world: ChaosWorld
  readonly draw: Draw
  readonly ledger: Ledger
}

interface Surroundings {
  readonly publicGroups: readonly number[]
  readonly photo: unknown
  readonly newestTicket: number
}

const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

export class People {
  readonly #options: PeopleOptions
  readonly #publicGroups: readonly number[]
  readonly #photo: unknown
  readonly #citizens: Citizen[] = []
  readonly #staff = new Map<string, StaffMember>()
  /** Tickets that somebody answers already. */
  readonly #claimed = new Set<number>()
  /** Older ones belong to an earlier part of the run. */
  readonly #newestOldTicket: number

  private constructor(options: PeopleOptions, known: Surroundings) {
    this.#options = options
    this.#publicGroups = known.publicGroups
    this.#photo = known.photo
    this.#newestOldTicket = known.newestTicket
  }

  /** Staff of the region are at their workplaces from now on. */
  static async gather(options: PeopleOptions): Promise<People> {
    const { vk } = options.world
    const { communities, users } = await vk.state()
    const publicGroups = communities
      .filter(({ purpose }) => purpose !== 'staff')
      .map(({ groupId }) => groupId)
    const workplaces = new Set(
      communities.filter(({ purpose }) => purpose !== 'public').map(({ groupId }) => groupId),
    )
    const staffIds = new Set(users.filter(({ role }) => role !== 'citizen').map(({ userId }) => userId))
    const photo = await uploadPhoto(vk.url)
    const newestTicket = await findNewestTicket(options.world)
    const people = new People(options, { publicGroups, photo, newestTicket })
    vk.onChange((change) => {
      if (workplaces.has(change.groupId) && staffIds.has(change.userId)) people.#memberAt(change).wake()
    })
    return people
  }

  /** So many citizens at a time; whoever has said everything makes room for the next. */
  async talk(count: number, signal: AbortSignal): Promise<void> {
    const { draw } = this.#options
    await Promise.all(
      Array.from({ length: count }, async () => {
        await delay(draw.between(0, 3_000))
        while (!signal.aborted) await (await this.#arrive(signal)).live()
      }),
    )
  }

  /** Staff answer what still waits for them. */
  async rest(): Promise<void> {
    await Promise.all([...this.#staff.values()].map((member) => member.rest()))
  }

  /** Citizens answer open questions of the bot; returns how many did. */
  async finish(): Promise<number> {
    let count = 0
    for (const citizen of this.#citizens) if (await citizen.finish()) count += 1
    return count
  }

  async #arrive(signal: AbortSignal): Promise<Citizen> {
    const { world, draw, ledger } = this.#options
    const own = draw.branch()
    const created = await world.vk.control('users', { firstName: 'Вера', lastName: 'Тихая' })
    const { userId } = z.object({ userId: z.number() }).parse(created)
    const citizen = new Citizen({
      dialogue: new Dialogue(world.vk, { groupId: own.one(this.#publicGroups), userId }),
      draw: own,
      ledger,
      name: `ж${this.#citizens.length + 1}`,
      photo: this.#photo,
      isOver: () => signal.aborted,
    })
    this.#citizens.push(citizen)
    ledger.count('citizen')
    return citizen
  }

  #memberAt({ groupId, userId }: { readonly groupId: number; readonly userId: number }): StaffMember {
    const key = `${groupId}:${userId}`
    const known = this.#staff.get(key)
    if (known !== undefined) return known
    const { world, draw, ledger } = this.#options
    const member = new StaffMember({
      dialogue: new Dialogue(world.vk, { groupId, userId }),
      draw: draw.branch(),
      ledger,
      name: `с${userId}`,
      claim: (ticketId) => this.#claim(ticketId),
    })
    this.#staff.set(key, member)
    return member
  }

  #claim(ticketId: number): boolean {
    if (ticketId <= this.#newestOldTicket) return false
    // Now and then a colleague answers too, and learns that it is done.
    if (this.#claimed.has(ticketId)) return this.#options.draw.chance(0.05)
    this.#claimed.add(ticketId)
    return true
  }
}

async function findNewestTicket({ pool }: ChaosWorld): Promise<number> {
  const { rows } = await pool.query('select coalesce(max(id), 0)::float8 as id from tickets')
  return z.object({ id: z.number() }).parse(rows[0]).id
}

async function uploadPhoto(url: string): Promise<unknown> {
  const form = new FormData()
  form.set('file', new File([Buffer.from(onePixel, 'base64')], 'photo.png'))
  const answer = await fetch(`${url}/sandbox/uploads`, { method: 'POST', body: form })
  return z.object({ attachment: z.unknown() }).parse(await answer.json()).attachment
}
