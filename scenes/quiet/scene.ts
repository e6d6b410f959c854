/** «Тихие часы»: one question, or none when the hours were said at once: «тихие часы с 20 до 8». */
import { z } from 'zod'
import type { Desk } from '../../src/domain/desk.ts'
import { type QuietHours, readQuietHours } from '../../src/domain/quiet-hours.ts'
import { isChoice } from '../commands.ts'
import type { Outcome, Scene, Turn } from '../scene.ts'
import * as texts from './texts.ts'

const quietDraft = z.object({})
type QuietDraft = z.infer<typeof quietDraft>
/** Null: no quiet hours. */
type ChosenHours = Pick<QuietHours, 'fromMinute' | 'toMinute'> | null
type QuietOutcome = Outcome<'hours', QuietDraft, { readonly hours: ChosenHours }>

export const quietScene: Scene<'hours', QuietDraft, { readonly hours: ChosenHours }> = {
  slug: 'quiet',
  version: 1,
  expiresAfterSeconds: 3600,
  firstStep: 'hours',
  steps: { hours: askHours },
  emptyDraft: {},
  readDraft(value) {
    const parsed = quietDraft.safeParse(value)
    return parsed.success ? parsed.data : null
  },
  salvage: () => null,
  submit({ hours }, _turn, { staff }) {
    staff?.setQuietHours(hours)
    const isCoordinator = staff?.isCoordinator ?? false
    return Promise.resolve([
      hours === null ? texts.hoursOff(isCoordinator) : texts.hoursSet(hours, isCoordinator),
    ])
  },
}

function askHours(draft: QuietDraft, turn: Turn, desk: Desk): QuietOutcome {
  const { command, message } = turn
  const present = desk.staff?.member.quietHours ?? null
  const wait = (reply: ReturnType<typeof texts.askHours>): QuietOutcome => ({
    type: 'wait',
    step: 'hours',
    draft,
    replies: [reply],
  })
  if (command?.kind === 'noQuiet') return { type: 'submit', submission: { hours: null }, replies: [] }
  if (command?.kind === 'quiet') return wait(texts.askHours(present))
  const isOffered = command?.kind === 'reason'
  if (isChoice(command) && !isOffered) return wait(texts.askHours(present))
  const read = readQuietHours(isOffered ? command.reason : message.text, true)
  if (read === null) return wait(texts.hoursUnclear(present))
  if (read.kind === 'tooLong') return wait(texts.tooLong(present))
  const hours = read.kind === 'off' ? null : { fromMinute: read.fromMinute, toMinute: read.toMinute }
  return { type: 'submit', submission: { hours }, replies: [] }
}
