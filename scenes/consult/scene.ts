/** «Спросить коллег»: whom, and what. The ticket stays where it is. */
import { z } from 'zod'
import type { Desk } from '../../src/domain/desk.ts'
import { type InstitutionId, type TicketId, institutionId, ticketId } from '../../src/domain/ids.ts'
import { cutText } from '../../src/domain/split-text.ts'
import { isChoice } from '../commands.ts'
import { findInstitutions } from '../forward/texts.ts'
import type { Outcome, Scene, Turn } from '../scene.ts'
import * as texts from './texts.ts'

const consultDraft = z.object({
  ticketId: z.number(),
  owners: z.array(z.object({ id: z.number(), title: z.string() })),
  to: z.number().nullable(),
})

type ConsultDraft = z.infer<typeof consultDraft>
interface Asked {
  readonly ticketId: TicketId
  readonly institutionId: InstitutionId
  readonly text: string
}
type ConsultOutcome = Outcome<'whom' | 'words', ConsultDraft, Asked>

export const consultWordsMax = 1_000

export const consultScene: Scene<'whom' | 'words', ConsultDraft, Asked> = {
  slug: 'consult',
  version: 1,
  expiresAfterSeconds: 12 * 3600,
  firstStep: 'whom',
  steps: { whom, words },
  emptyDraft: { ticketId: 0, owners: [], to: null },
  readDraft(value) {
    const parsed = consultDraft.safeParse(value)
    return parsed.success ? parsed.data : null
  },
  salvage: () => null,
  async submit({ ticketId: id, institutionId: to, text }, _turn, desk) {
    const asked = await desk.staff?.askColleagues(id, to, text)
    if (asked === undefined) return [texts.refused(id, { kind: 'notYours' })]
    return [asked.ok ? texts.asked(asked.value.institutionTitle) : texts.refused(id, asked.refusal)]
  },
}

function whom(draft: ConsultDraft, turn: Turn, desk: Desk): ConsultOutcome {
  const { command, message } = turn
  if (command?.kind === 'consult') return wait('whom', draft, [texts.askWhom(draft)])
  const institution =
    command?.kind === 'institution' ? desk.directory.institutions.get(command.institutionId) : undefined
  if (institution !== undefined)
    return wait('words', { ...draft, to: institution.id }, [texts.askWords(institution.shortTitle)])
  const found = command === null ? findInstitutions(message.text, desk.directory) : []
  const [only] = found
  if (only !== undefined && found.length === 1)
    return wait('words', { ...draft, to: only.id }, [texts.askWords(only.shortTitle)])
  if (found.length === 0) return wait('whom', draft, [texts.nobodyFound])
  const owners = found.map(({ id, shortTitle }) => ({ id, title: shortTitle }))
  return wait('whom', { ...draft, owners }, [texts.askWhom({ ...draft, owners })])
}

function words(draft: ConsultDraft, turn: Turn, desk: Desk): ConsultOutcome {
  const { command, message } = turn
  const text = message.text.trim()
  if (draft.to === null || command?.kind === 'institution') return whom(draft, turn, desk)
  const to = institutionId(draft.to)
  const title = desk.directory.institutions.get(to)?.shortTitle ?? ''
  if (text === '' || isChoice(command)) return wait('words', draft, [texts.askWords(title)])
  return {
    type: 'submit',
    submission: {
      ticketId: ticketId(draft.ticketId),
      institutionId: to,
      text: cutText(text, consultWordsMax),
    },
    replies: [],
  }
}

const wait = (
  step: 'whom' | 'words',
  draft: ConsultDraft,
  replies: readonly (typeof texts.nobodyFound)[],
): ConsultOutcome => ({ type: 'wait', step, draft, replies })
