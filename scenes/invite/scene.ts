/** A coordinator makes a one-time code for a new member of staff. */
import { z } from 'zod'
import type { Desk } from '../../src/domain/desk.ts'
import { type InstitutionId } from '../../src/domain/ids.ts'
import { findInstitutions } from '../forward/texts.ts'
import type { Outcome, Scene, Turn } from '../scene.ts'
import * as texts from './texts.ts'

const inviteDraft = z.object({})

type InviteDraft = z.infer<typeof inviteDraft>

export const inviteScene: Scene<'institution', InviteDraft, InstitutionId> = {
  slug: 'invite',
  version: 1,
  expiresAfterSeconds: 3600,
  firstStep: 'institution',
  steps: { institution },
  emptyDraft: {},
  readDraft(value) {
    const parsed = inviteDraft.safeParse(value)
    return parsed.success ? parsed.data : null
  },
  salvage: () => null,
  async submit(id, _turn, desk) {
    const made = await desk.staff?.invite(id)
    const chosen = desk.directory.institutions.get(id)
    if (made === undefined || !made.ok || chosen === undefined) return [texts.onlyCoordinators]
    const workplace = desk.directory.communities.get(desk.groupId)
    return texts.code(chosen, workplace, made.value)
  },
}

function institution(
  draft: InviteDraft,
  turn: Turn,
  desk: Desk,
): Outcome<'institution', InviteDraft, InstitutionId> {
  const { command, message } = turn
  if (command?.kind === 'institution' && desk.directory.institutions.has(command.institutionId)) {
    return { type: 'submit', submission: command.institutionId, replies: [] }
  }
  // The press itself names nothing.
  const search = command?.kind === 'invite' ? '' : message.text
  const found = findInstitutions(search, desk.directory)
  const [only] = found
  if (only !== undefined && found.length === 1) return { type: 'submit', submission: only.id, replies: [] }
  const reply =
    found.length > 0
      ? texts.askWhich(found)
      : command?.kind === 'invite'
        ? texts.askInstitution
        : texts.notFound
  return { type: 'wait', step: 'institution', draft, replies: [reply] }
}
