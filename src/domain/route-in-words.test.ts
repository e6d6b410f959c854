import { expect, it } from 'vitest'
import { routeInWords } from './route-in-words.ts'

it('explains a route by topic, place and rule', () => {
  const words = routeInWords({
    topicTitle: 'Ямы на дороге',
    confidence: 0.934,
    municipalityTitle: 'Город Льгов',
    ownerTitle: 'Администрация города Льгова',
    reason: { kind: 'rule', number: 12 },
  })

  expect(words).toBe(
    'тема: Ямы на дороге (уверенность 93 %); место: Город Льгов; по правилу № 12 отвечает Администрация города Льгова',
  )
})

it('says so when nothing is known', () => {
  const words = routeInWords({
    topicTitle: null,
    confidence: null,
    municipalityTitle: null,
    ownerTitle: null,
    reason: { kind: 'coordinators' },
  })

  expect(words).toBe('тема: не определена; место: не названо; больше некому, решают координаторы')
})
