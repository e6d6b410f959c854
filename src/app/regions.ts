/** Keeps the region and the models made for it in memory, and replaces both when the directory has changed. */
import type { Understand } from '../domain/understanding.ts'
import type { BuildUnderstand } from './dialogue-ports.ts'
import type { Region, Store } from './ports.ts'

export interface LoadedRegion extends Region {
  readonly understand: Understand
}

export class Regions {
  readonly #store: Pick<Store, 'loadRegion' | 'directoryVersion'>
  #buildUnderstand: BuildUnderstand
  #loaded: LoadedRegion | null = null

  constructor(store: Pick<Store, 'loadRegion' | 'directoryVersion'>, buildUnderstand: BuildUnderstand) {
    this.#store = store
    this.#buildUnderstand = buildUnderstand
  }

  /** The region of at least this version. */
  async current(version: number): Promise<LoadedRegion> {
    const loaded = this.#loaded
    if (loaded !== null && loaded.directory.version >= version) return loaded
    const region = await this.#store.loadRegion()
    // Joining or leaving staff changes nothing that the models are made of.
    const understand =
      loaded !== null && hasSameWords(loaded, region)
        ? loaded.understand
        : this.#buildUnderstand(region.directory)
    this.#loaded = { ...region, understand }
    return this.#loaded
  }

  /**
   * The region as it is now, for what happens while nobody writes: a person dismissed by a command or by another process
   * must not be reminded of anything.
   */
  async latest(): Promise<LoadedRegion> {
    return this.current(await this.#store.directoryVersion())
  }

  /** From now on texts are understood in another way: a new text model went live. */
  understandBy(buildUnderstand: BuildUnderstand): void {
    this.#buildUnderstand = buildUnderstand
    if (this.#loaded !== null)
      this.#loaded = { ...this.#loaded, understand: buildUnderstand(this.#loaded.directory) }
  }
}

function hasSameWords(left: Region, right: Region): boolean {
  const words = ({ directory }: Region): string =>
    JSON.stringify([[...directory.topics.values()], [...directory.municipalities.values()]])
  return words(left) === words(right)
}
