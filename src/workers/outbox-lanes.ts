import type { Dialogue, OutboxMessage } from '../app/transport-ports.ts'
import type { GroupId } from '../domain/ids.ts'

/** Three seconds of one token's rate: more of one community in memory would only take the place of others. */
const communityRowsMax = 60
/** A stuck dialogue with a long queue must not fill its community's place. */
const dialogueRowsMax = 10

export interface DialogueQueue extends Dialogue {
  readonly rows: OutboxMessage[]
  /** Its first row waits for a retry: what the database still offers of it is not taken. */
  isHalted: boolean
}

interface Lane {
  rowCount: number
  pausedUntilMs: number
}

/** Rows in memory: one queue for each dialogue, counted for each community. No I/O, no clock. */
export class OutboxLanes {
  readonly #lanes = new Map<GroupId, Lane>()
  readonly #dialogues = new Map<string, DialogueQueue>()
  readonly #ids = new Set<number>()
  /** Closed with rows given back while a fetch may have been running, see `beginFetch`. */
  readonly #interrupted = new Set<string>()
  readonly #crowdedGroups = new Set<GroupId>()
  readonly #pausedGroups = new Set<GroupId>()
  readonly #crowdedDialogues = new Map<string, Dialogue>()

  /** Takes a row into its dialogue's queue; a dialogue that had none is returned to be worked on. */
  admit(row: OutboxMessage): DialogueQueue | null {
    if (this.#ids.has(row.id)) return null
    const lane = this.#laneOf(row.groupId)
    if (lane.rowCount >= communityRowsMax) {
      this.#crowdedGroups.add(row.groupId)
      return null
    }
    const key = keyOf(row)
    const known = this.#dialogues.get(key)
    if (known?.isHalted === true || this.#interrupted.has(key)) return null
    if (known !== undefined && known.rows.length >= dialogueRowsMax) {
      this.#crowdedDialogues.set(key, { groupId: row.groupId, peerId: row.peerId })
      return null
    }
    this.#ids.add(row.id)
    lane.rowCount += 1
    if (known !== undefined) {
      insertInOrder(known.rows, row)
      return null
    }
    const opened = { groupId: row.groupId, peerId: row.peerId, rows: [row], isHalted: false }
    this.#dialogues.set(key, opened)
    return opened
  }

  /** The row is recorded or given back: the database may offer it again. */
  release(row: OutboxMessage): void {
    if (!this.#ids.delete(row.id)) return
    const lane = this.#laneOf(row.groupId)
    lane.rowCount -= 1
    if (lane.rowCount <= communityRowsMax / 2) this.#crowdedGroups.delete(row.groupId)
  }

  /**
   * A fetch reads the database from now on. One that began before a dialogue was interrupted may still bring a later
   * row of it without the first: such rows are refused until the next fetch.
   */
  beginFetch(): void {
    this.#interrupted.clear()
  }

  /** Its first row has to wait: gives back the rest, and takes nothing of it until `close`. */
  halt(dialogue: DialogueQueue): void {
    dialogue.isHalted = true
    this.#giveBack(dialogue)
  }

  close(dialogue: DialogueQueue): void {
    const key = keyOf(dialogue)
    if (dialogue.isHalted || dialogue.rows.length > 0) this.#interrupted.add(key)
    this.#giveBack(dialogue)
    this.#dialogues.delete(key)
    this.#crowdedDialogues.delete(key)
  }

  #giveBack(dialogue: DialogueQueue): void {
    for (const row of dialogue.rows.splice(0)) this.release(row)
  }

  pause(groupId: GroupId, untilMs: number): void {
    this.#laneOf(groupId).pausedUntilMs = untilMs
    this.#pausedGroups.add(groupId)
  }

  isPaused(groupId: GroupId, nowMs: number): boolean {
    return this.#laneOf(groupId).pausedUntilMs > nowMs
  }

  get ids(): readonly number[] {
    return [...this.#ids]
  }

  get rowCount(): number {
    return this.#ids.size
  }

  get dialogues(): readonly DialogueQueue[] {
    return [...this.#dialogues.values()]
  }

  /** Not worth asking the database for: paused, or with enough in memory. */
  excludedGroups(nowMs: number): readonly GroupId[] {
    for (const id of this.#pausedGroups) if (!this.isPaused(id, nowMs)) this.#pausedGroups.delete(id)
    return [...new Set([...this.#crowdedGroups, ...this.#pausedGroups])]
  }

  get excludedDialogues(): readonly Dialogue[] {
    return [...this.#crowdedDialogues.values()]
  }

  #laneOf(groupId: GroupId): Lane {
    const known = this.#lanes.get(groupId)
    if (known !== undefined) return known
    const lane = { rowCount: 0, pausedUntilMs: 0 }
    this.#lanes.set(groupId, lane)
    return lane
  }
}

const keyOf = ({ groupId, peerId }: Dialogue): string => `${groupId}:${peerId}`

/** Ids are given before commits: a lower one may arrive later. The first row is being sent and keeps its place. */
function insertInOrder(rows: OutboxMessage[], row: OutboxMessage): void {
  let position = rows.length
  while (position > 1 && (rows[position - 1]?.id ?? 0) > row.id) position -= 1
  rows.splice(position, 0, row)
}
