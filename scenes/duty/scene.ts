/** «Дежурство»: where, who, on which days. */
import { z } from 'zod'
import type { Desk } from '../../src/domain/desk.ts'
import { type DutyDays, readDutyDays } from '../../src/domain/duty.ts'
import { type InstitutionId, type StaffId, institutionId, staffId } from '../../src/domain/ids.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import type { DutyShown } from '../../src/domain/staff-work.ts'
import { isChoice } from '../commands.ts'
import { findInstitutions } from '../forward/texts.ts'
import type { Outcome, Scene, Turn } from '../scene.ts'
import * as texts from './texts.ts'

const dutyDraft = z.object({ institutionId: z.number().nullable(), staffId: z.number().nullable() })
type DutyDraft = z.infer<typeof dutyDraft>
type DutyStep = 'institution' | 'person' | 'days'
interface ChosenDuty {
  readonly institutionId: InstitutionId
  readonly staffId: StaffId | null
  readonly days: DutyDays | null
}
type DutyOutcome = Outcome<DutyStep, DutyDraft, ChosenDuty>

export const dutyScene: Scene<DutyStep, DutyDraft, ChosenDuty> = {
  slug: 'duty',
  version: 1,
  expiresAfterSeconds: 3600,
  firstStep: 'institution',
  steps: { institution, person, days },
  emptyDraft: { institutionId: null, staffId: null },
  readDraft(value) {
    const parsed = dutyDraft.safeParse(value)
    return parsed.success ? parsed.data : null
  },
  salvage: () => null,
  submit(chosen, _turn, { staff }) {
    const named = staff?.nameDuty(chosen)
    return Promise.resolve([
      named === undefined || !named.ok
        ? texts.notYours
        : texts.named(named.value, staff?.isCoordinator ?? false),
    ])
  },
}

/** Where this person may say who is on duty: shown at the beginning, when there are few. */
export const ownInstitutions = ({ staff }: Desk): readonly DutyShown[] =>
  [...new Set((staff?.member.memberships ?? []).map((post) => post.institutionId))]
    .map((id) => (id === null ? null : (staff?.duty(id) ?? null)))
    .filter((shown) => shown !== null)

function institution(draft: DutyDraft, turn: Turn, desk: Desk): DutyOutcome {
  const { command, message } = turn
  if (command?.kind === 'institution') return atInstitution(draft, command.institutionId, desk)
  if (command?.kind === 'duty') return begin(draft, desk)
  if (isChoice(command)) return wait('institution', draft, texts.askInstitution)
  const found = findInstitutions(message.text, desk.directory).filter(
    ({ id }) => desk.staff?.duty(id)?.mayName === true,
  )
  const [only] = found
  if (only === undefined) return wait('institution', draft, texts.institutionNotFound)
  if (found.length > 1) return wait('institution', draft, texts.askWhich(found))
  return atInstitution(draft, only.id, desk)
}

function begin(draft: DutyDraft, desk: Desk): DutyOutcome {
  if (desk.staff?.isCoordinator === true) return wait('institution', draft, texts.askInstitution)
  const [only, ...others] = ownInstitutions(desk).filter(({ mayName }) => mayName)
  if (only === undefined) return { type: 'leave', replies: [texts.notYours] }
  if (others.length === 0) return atInstitution(draft, only.institutionId, desk)
  const named = [only, ...others].map(({ institutionId: id, title }) => ({ id, shortTitle: title }))
  return wait('institution', draft, texts.askWhich(named))
}

function atInstitution(draft: DutyDraft, id: InstitutionId, { staff }: Desk): DutyOutcome {
  const shown = staff?.duty(id) ?? null
  if (shown === null || !shown.mayName) return { type: 'leave', replies: [texts.notYours] }
  if (shown.people.length === 0) return { type: 'leave', replies: [texts.nobodyThere(shown)] }
  return wait('person', { ...draft, institutionId: id }, texts.askPerson(shown))
}

function person(draft: DutyDraft, turn: Turn, desk: Desk): DutyOutcome {
  const { command, message } = turn
  const shown = shownOf(draft, desk)
  if (shown === null) return { type: 'leave', replies: [texts.notYours] }
  if (command?.kind === 'duty') return begin(draft, desk)
  if (command?.kind === 'institution') return atInstitution(draft, command.institutionId, desk)
  if (command?.kind === 'noDuty')
    return { type: 'submit', submission: { ...shown, staffId: null, days: null }, replies: [] }
  const found =
    command?.kind === 'person'
      ? shown.people.filter(({ id }) => id === command.staffId)
      : isChoice(command)
        ? []
        : peopleCalled(message.text, shown)
  const [only] = found
  if (only === undefined || found.length > 1) return wait('person', draft, texts.personNotFound(shown))
  return wait('days', { ...draft, staffId: only.id }, texts.askDays(only.name))
}

function days(draft: DutyDraft, turn: Turn, desk: Desk): DutyOutcome {
  const { command, message, now } = turn
  const shown = shownOf(draft, desk)
  if (shown === null || draft.staffId === null) return { type: 'leave', replies: [texts.notYours] }
  const isOffered = command?.kind === 'reason'
  if (command !== null && !isOffered) return person({ ...draft, staffId: null }, turn, desk)
  const today = now.toZonedDateTimeISO(shown.timeZone).toPlainDate()
  const chosen = readDutyDays(isOffered ? command.reason : message.text, today)
  if (chosen === null) return wait('days', draft, texts.daysUnclear)
  const submission = { institutionId: shown.institutionId, staffId: staffId(draft.staffId), days: chosen }
  return { type: 'submit', submission, replies: [] }
}

const shownOf = ({ institutionId: id }: DutyDraft, { staff }: Desk): DutyShown | null => {
  const shown = id === null ? null : (staff?.duty(institutionId(id)) ?? null)
  return shown?.mayName === true ? shown : null
}

/** By the beginning of a first or last name, in any case: «Черёмухину». */
function peopleCalled(text: string, { people }: DutyShown): DutyShown['people'] {
  const stems = text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[^а-я]+/u)
    .filter((word) => word.length > 1)
    .map((word) => word.slice(0, Math.max(3, word.length - 2)))
  if (stems.length === 0) return []
  return people.filter(({ name }) => {
    const names = name.toLowerCase().replaceAll('ё', 'е').split(' ')
    return stems.every((stem) => names.some((one) => one.startsWith(stem)))
  })
}

const wait = (step: DutyStep, draft: DutyDraft, reply: OutgoingMessage): DutyOutcome => ({
  type: 'wait',
  step,
  draft,
  replies: [reply],
})
