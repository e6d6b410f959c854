/**
 * Which model is live is told by a file, who chose it by the journal: no transaction holds both. So the choice is noted
 * beside the models before anything changes, and what a process left half done is finished at the next start.
 */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { type StaffId, staffId } from '../../domain/ids.ts'
import { type Instant, Temporal, addSeconds } from '../../domain/time.ts'
import type { JournalStore, SignedAct } from './journal-ports.ts'

export interface ModelChoice {
  readonly name: string
  readonly by: StaffId
  readonly at: Instant
}

/** At most one choice that is being made. */
export interface ChoiceNote {
  write(choice: ModelChoice): Promise<void>
  read(): Promise<ModelChoice | null>
  clear(): Promise<void>
}

/** Keeps no note: where there is no folder of models, nothing can be chosen. */
export const noChoiceNote: ChoiceNote = {
  write: () => Promise.resolve(),
  read: () => Promise.resolve(null),
  clear: () => Promise.resolve(),
}

export const signedChoice = ({ name, by, at }: ModelChoice): SignedAct => ({
  by,
  at,
  act: { kind: 'modelUsed', facts: { name } },
})

export interface ChoiceFinishing {
  readonly models: { live(): Promise<string | null>; readonly choice: ChoiceNote }
  readonly journal: { readonly store: JournalStore }
}

/** Adds the act of a choice that was carried out without it. True: there was one. */
export async function finishChoice({ models, journal }: ChoiceFinishing): Promise<boolean> {
  const choice = await models.choice.read()
  if (choice === null) return false
  const isLost = (await models.live()) === choice.name && !(await isNoted(choice, journal.store))
  if (isLost) await journal.store.noteIfDone(signedChoice(choice), () => Promise.resolve(true))
  await models.choice.clear()
  return isLost
}

async function isNoted({ name, by, at }: ModelChoice, store: JournalStore): Promise<boolean> {
  const question = {
    staffId: by,
    kind: 'modelUsed',
    from: at,
    until: addSeconds(at, 0.001),
    municipalityIds: null,
  }
  return (await store.findPage(question, null, 10)).some(({ facts }) => facts['name'] === name)
}

const noteSchema = z.object({ name: z.string(), by: z.number(), at: z.string() })

/** In `DATA_DIR/models/choice`, whole or not there. */
export function createChoiceNote(dataDir: string): ChoiceNote {
  const folder = path.join(dataDir, 'models')
  const file = path.join(folder, 'choice')
  return {
    async write({ name, by, at }) {
      await mkdir(folder, { recursive: true })
      await writeFile(`${file}.part`, JSON.stringify({ name, by, at: at.toString() }), { flush: true })
      await rename(`${file}.part`, file)
    },
    async read() {
      const parsed = noteSchema.safeParse(await jsonIn(file))
      if (!parsed.success) return null
      const { name, by, at } = parsed.data
      return { name, by: staffId(by), at: Temporal.Instant.from(at) }
    },
    clear: () => rm(file, { force: true }),
  }
}

async function jsonIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (isAbsent || error instanceof SyntaxError) return null
    throw error
  }
}
