/**
 * The text models of the region for those who coordinate all of it: how each guessed on texts that it had not learnt
 * from, beside the live one of its time, and the way to another one or back.
 */
import { coordinatedMunicipalities, isCoordinator, type StaffMember } from '../../domain/staff.ts'
import { type Result, refuse, success } from '../../domain/result.ts'
import { type Clock, type Instant, Temporal } from '../../domain/time.ts'
import type { ModelRecord, ModelStore } from '../train-champion.ts'
import type { StaffActLog } from './journal-ports.ts'
import { type ChoiceNote, noChoiceNote, signedChoice } from './model-choice.ts'

export interface ModelShelf extends Pick<ModelStore, 'list' | 'live' | 'before' | 'use'> {
  readonly choice: ChoiceNote
}

/** Nothing was trained here: titles and phrases decide alone. */
export const noModels: ModelShelf = {
  list: () => Promise.resolve([]),
  live: () => Promise.resolve(null),
  before: () => Promise.resolve(null),
  use: () => Promise.resolve(false),
  choice: noChoiceNote,
}

export interface ShownModels {
  /** Null: titles and phrases decide alone. */
  readonly live: string | null
  /** The one to go back to. */
  readonly before: string | null
  /** The newest first. */
  readonly models: readonly ModelRecord[]
}

/** `noModel`: it was never there, or is one of the old ones that were removed, or its file is damaged. */
export interface ModelRefusal {
  readonly kind: 'notYours' | 'noModel'
}

export async function showModels(
  shelf: ModelShelf,
  member: StaffMember,
): Promise<Result<ShownModels, ModelRefusal>> {
  return coordinatesRegion(member) ? success(await shown(shelf)) : refuse({ kind: 'notYours' })
}

export interface ModelChoosing {
  readonly models: ModelShelf
  readonly journal: { readonly store: StaffActLog; readonly clock: Clock }
}

/** Names the model, so that a second click changes nothing. The running product follows within a minute. */
export async function useModel(
  { models, journal }: ModelChoosing,
  member: StaffMember,
  name: string,
): Promise<Result<ShownModels, ModelRefusal>> {
  if (!coordinatesRegion(member)) return refuse({ kind: 'notYours' })
  const choice = { name, by: member.id, at: toMilliseconds(journal.clock.now()) }
  await models.choice.write(choice)
  const isUsed = await journal.store.noteIfDone(signedChoice(choice), () => models.use(name))
  await models.choice.clear()
  return isUsed ? success(await shown(models)) : refuse({ kind: 'noModel' })
}

/** As the database keeps moments. */
const toMilliseconds = ({ epochMilliseconds }: Instant): Instant =>
  Temporal.Instant.fromEpochMilliseconds(epochMilliseconds)

const coordinatesRegion = (member: StaffMember): boolean =>
  isCoordinator(member) && coordinatedMunicipalities(member) === null

async function shown(shelf: ModelShelf): Promise<ShownModels> {
  const [live, before, models] = await Promise.all([shelf.live(), shelf.before(), shelf.list()])
  return { live, before, models: models.toReversed() }
}
