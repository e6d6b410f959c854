/** A town small enough to know by heart: its institutions, its topics, and how plain texts are understood there. */
import type { Directory } from '../../src/domain/directory.ts'
import { municipalityId } from '../../src/domain/ids.ts'
import { findDanger } from '../../src/domain/safety-words.ts'
import type { TopicGuess, Understand } from '../../src/domain/understanding.ts'
import { givenCommunity, givenDirectory, givenInstitution, givenMunicipality, givenTopic } from './given.ts'

const town = municipalityId(1)

export const administration = givenInstitution(1, {
  title: 'Администрация города Лесногорска',
  shortTitle: 'Администрация',
  municipalityId: town,
  answersFor: ['ADM'],
})
export const roads = givenInstitution(2, {
  title: 'Комитет дорожного хозяйства',
  shortTitle: 'Дорожный комитет',
  municipalityId: town,
  answersFor: ['ADM_ROAD'],
})
export const waterworks = givenInstitution(3, {
  title: 'Лесногорский водоканал',
  shortTitle: 'Водоканал',
  municipalityId: town,
  answersFor: ['WATER'],
})
export const school3 = givenInstitution(4, {
  title: 'Средняя школа № 3',
  kind: 'school',
  shortTitle: 'Школа № 3',
  municipalityId: town,
  answersFor: ['SCHOOL'],
})
export const school7 = givenInstitution(5, {
  title: 'Средняя школа № 7',
  kind: 'school',
  shortTitle: 'Школа № 7',
  municipalityId: town,
  answersFor: ['SCHOOL'],
})

export const townPage = givenCommunity(100, {
  title: 'Лесногорск',
  purpose: 'both',
  institutionId: administration.id,
  municipalityId: town,
})
export const schoolPage = givenCommunity(101, {
  title: 'Школа № 3',
  institutionId: school3.id,
  municipalityId: town,
})
export const staffPage = givenCommunity(102, { title: 'Служебное', purpose: 'staff' })

export const pits = givenTopic('DOR-01', {
  button: 'Ямы на дорогах',
  responsibleKind: 'ADM_ROAD',
  needsPlace: true,
})
export const snow = givenTopic('DOR-02', {
  button: 'Не чистят снег',
  responsibleKind: 'ADM_ROAD',
  needsPlace: true,
})
export const noWater = givenTopic('VOD-01', {
  button: 'Нет воды',
  responsibleKind: 'WATER',
  needsPlace: true,
})
export const reception = givenTopic('ADM-01', { button: 'Приём граждан', responsibleKind: 'ADM' })

export const smallTown = (): Directory =>
  givenDirectory({
    municipalities: [givenMunicipality(1, { title: 'Лесногорск' })],
    institutions: [administration, roads, waterworks, school3, school7],
    communities: [townPage, schoolPage, staffPage],
    topics: [pits, snow, noWater, reception],
  })

/** Understands by a few words, in place of the trained model: «яма» is sure, «плохо» may be anything. */
export const understandByWords: Understand = (whole) => {
  const text = whole.trim().toLowerCase()
  const words = text.replaceAll('ё', 'е').match(/[а-я0-9]+/gu) ?? []
  const utterance = utteranceOf(text)
  return {
    utterance,
    topics:
      utterance === 'question'
        ? guesses.flatMap(([pattern, found]) => (pattern.test(text) ? found : []))
        : [],
    place: {
      municipalityIds: text.includes('лесногорск') ? [town] : [],
      text: /лесная,? \d+/iu.exec(whole)?.[0] ?? null,
    },
    danger: findDanger(words),
  }
}

const guess = (topic: { readonly id: TopicGuess['topicId'] }, confidence: number): TopicGuess => ({
  topicId: topic.id,
  confidence,
})

const guesses: readonly (readonly [RegExp, readonly TopicGuess[]])[] = [
  [/яма/u, [guess(pits, 0.9)]],
  [/нет воды/u, [guess(noWater, 0.95)]],
  [/при[её]м/u, [guess(reception, 0.9)]],
  [/плохо/u, [guess(pits, 0.4), guess(noWater, 0.3), guess(reception, 0.2), guess(snow, 0.05)]],
  [/дорог/u, [guess(pits, 0.5), guess(snow, 0.4)]],
]

function utteranceOf(text: string): ReturnType<Understand>['utterance'] {
  if (!/[а-яa-z0-9]/u.test(text)) return 'empty'
  if (/^(?:здравствуйте|добрый день|привет)[!.]?$/u.test(text)) return 'greeting'
  if (/^спасибо[!.]?$/u.test(text)) return 'thanks'
  return /^(?:ок|хорошо)[!.]?$/u.test(text) ? 'agreement' : 'question'
}
