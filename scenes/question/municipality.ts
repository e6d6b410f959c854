/**
 * Where: when the words, the point of writing and what was said before name different municipalities, and that changes
 * who answers, the person is asked; nobody guesses.
 */
import type { Desk, SubmittedQuestion } from '../../src/domain/desk.ts'
import type { Municipality } from '../../src/domain/directory.ts'
import { municipalityId, topicId } from '../../src/domain/ids.ts'
import { dangerIn, draftMessages } from '../draft.ts'
import type { Outcome, Turn } from '../scene.ts'
import type { OutgoingMessage } from '../../src/domain/message.ts'
import { type QuestionDraft, submissionOf } from './draft.ts'
import { questionsMax } from './heard.ts'
import * as texts from './texts.ts'

type MunicipalityOutcome = Outcome<'municipality', QuestionDraft, SubmittedQuestion>

const offeredMax = 3

/**
 * The municipalities to ask about; empty when there is no conflict, or none that changes the owner. After two questions the
 * first that was named counts.
 */
export function rivalMunicipalities(
  draft: QuestionDraft,
  desk: Pick<Desk, 'directory' | 'groupId' | 'ownerOf'>,
): readonly Municipality[] {
  if (draft.asked.includes('municipality') || draft.asked.length >= questionsMax) return []
  const own = desk.directory.communities.get(desk.groupId)?.municipalityId ?? null
  const ids = [...new Set([...draft.named, ...(own === null || draft.named.length === 0 ? [] : [own])])]
  const topic = draft.topicId === null ? null : topicId(draft.topicId)
  const owners = new Set(ids.map((id) => desk.ownerOf(topic, municipalityId(id)).institutionId))
  if (ids.length < 2 || owners.size < 2) return []
  return ids
    .map((id) => desk.directory.municipalities.get(municipalityId(id)))
    .filter((found) => found !== undefined)
    .slice(0, offeredMax)
}

/** Asks when there is a conflict; otherwise the question is complete. */
export function settleMunicipality(draft: QuestionDraft, desk: Desk): MunicipalityOutcome {
  const rivals = rivalMunicipalities(draft, desk)
  if (rivals.length < 2) return submit(draft)
  return {
    type: 'wait',
    step: 'municipality',
    draft: { ...draft, asked: [...draft.asked, 'municipality'] },
    replies: [texts.askMunicipality(rivals)],
  }
}

/** A button, or the name of a place in words; whatever else is said, the question goes on. */
export function municipality(draft: QuestionDraft, turn: Turn, desk: Desk): MunicipalityOutcome {
  const { command, message } = turn
  if (command?.kind === 'human') return submit({ ...draft, wantsHuman: true })
  if (command?.kind === 'municipality' && desk.directory.municipalities.has(command.municipalityId))
    return submit({ ...draft, municipalityId: command.municipalityId })
  if (command !== null) return submit(draft)
  const { place } = desk.understand(message.text)
  const danger = dangerIn(message, desk)
  const told = {
    ...draft,
    municipalityId: place.municipalityIds[0] ?? draft.municipalityId,
    place: draft.place ?? place.text,
    danger: draft.danger ?? danger,
    messages: [...draft.messages, ...draftMessages(message)],
  }
  return submit(told, danger === null ? [] : texts.safety(danger))
}

const submit = (draft: QuestionDraft, replies: readonly OutgoingMessage[] = []): MunicipalityOutcome => ({
  type: 'submit',
  submission: submissionOf(draft),
  replies,
})
