/** What the person is asked about the topic: likely ones as buttons, or nothing where asking would only cost time. */
import type { Desk } from '../../src/domain/desk.ts'
import type { Topic } from '../../src/domain/directory.ts'
import { type TopicId, municipalityId } from '../../src/domain/ids.ts'
import type { Understanding } from '../../src/domain/understanding.ts'
import { asksPlainly } from './asks-plainly.ts'
import type { QuestionDraft } from './draft.ts'
import { carriesMeaning, textOf } from './heard.ts'

/** Below this a guess is not even offered as a button. */
const offerConfidenceMin = 0.08
/** One lonely guess must be worth a question; otherwise those whose page it is will know better. */
const onlyOfferConfidenceMin = 0.4
const offersMax = 3
const fewCharacters = 20

/** At most three; empty: nothing is likely enough to be asked about. */
export function offersOf(draft: QuestionDraft, understanding: Understanding, desk: Desk): readonly Topic[] {
  const likely = understanding.topics
    .filter((guess) => guess.confidence >= offerConfidenceMin)
    .slice(0, offersMax)
  const [first] = likely
  const isLonely = likely.length === 1
  if (first === undefined || (isLonely && first.confidence < onlyOfferConfidenceMin)) return []
  // «Когда родительское собрание?» on the page of a school is asked of the school, whatever other meetings there are.
  if (isLonely && wantsToKnow(textOf(draft)) && isOwnPage(desk)) return []
  return likely
    .map((guess) => desk.directory.topics.get(guess.topicId))
    .filter((offered) => offered !== undefined)
}

/** When every likely topic has the same owner, asking would only cost the person time. */
export function haveOneOwner(offers: readonly Topic[], draft: QuestionDraft, desk: Desk): boolean {
  const where = draft.municipalityId === null ? null : municipalityId(draft.municipalityId)
  const ids: readonly (TopicId | null)[] = [...offers.map((offer) => offer.id), null]
  return new Set(ids.map((id) => desk.ownerOf(id, where).institutionId)).size === 1
}

/**
 * «Помогите» alone gives nobody anything to answer; asked once, then it goes on as it is. «Когда каникулы» is all that
 * there is to say. Words of another language reach a person at once: the bot would ask in vain.
 */
export const isTooShort = (draft: QuestionDraft): boolean =>
  /[а-яё]/iu.test(textOf(draft)) &&
  !draft.asked.includes('words') &&
  textOf(draft).trim().length < fewCharacters &&
  !asksPlainly(textOf(draft)) &&
  !draft.messages.some(carriesMeaning)

/** «Почему …?» is a complaint, and may be about anything. */
const wantsToKnow = (text: string): boolean => asksPlainly(text) && !/почему|зачем/iu.test(text)

/** A page with matters of its own: a school's, a museum's; to an administration people write about anything. */
function isOwnPage({ directory, groupId }: Desk): boolean {
  const { institutionId = null } = directory.communities.get(groupId) ?? {}
  const owner = institutionId === null ? undefined : directory.institutions.get(institutionId)
  return owner !== undefined && !kindsForAnything.has(owner.kind) && !owner.answersFor.includes('ADM')
}

const kindsForAnything: ReadonlySet<string> = new Set(['administration', 'government'])
