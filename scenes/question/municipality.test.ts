import { describe, expect, it } from 'vitest'
import {
  givenCommunity,
  givenDirectory,
  givenInstitution,
  givenMunicipality,
  givenTopic,
  givenUnderstanding,
} from '../../test/support/given.ts'
import { draftOf, givenDesk, labelsOf, pressed, submissionIn, typed } from '../../test/support/turns.ts'
import { municipalityId } from '../../src/domain/ids.ts'
import { route } from '../../src/domain/routing.ts'
import { emptyQuestion } from './draft.ts'
import { municipality } from './municipality.ts'
import { words } from './steps.ts'

const pits = givenTopic('DOR-01', { responsibleKind: 'ADM_ROAD' })
const taxes = givenTopic('NAL-01', { responsibleKind: 'TAX' })
const directory = givenDirectory({
  municipalities: [
    givenMunicipality(1, { title: 'Льгов' }),
    givenMunicipality(2, { title: 'Курск' }),
    givenMunicipality(3, { title: 'Рыльск' }),
  ],
  institutions: [
    givenInstitution(1, { municipalityId: municipalityId(1), answersFor: ['ADM_ROAD'] }),
    givenInstitution(2, { municipalityId: municipalityId(2), answersFor: ['ADM_ROAD'] }),
    givenInstitution(3, { municipalityId: municipalityId(3), answersFor: ['ADM_ROAD'] }),
    givenInstitution(4, { municipalityId: null, answersFor: ['TAX'] }),
  ],
  communities: [givenCommunity(100, { municipalityId: municipalityId(1), institutionId: null })],
  topics: [pits, taxes],
})

const deskNaming = (ids: readonly number[], topic = pits) =>
  givenDesk({
    directory,
    understand: (text) =>
      givenUnderstanding({
        topics: [{ topicId: topic.id, confidence: 0.95 }],
        place: {
          municipalityIds: text.includes('Рыльск') ? [municipalityId(3)] : ids.map(municipalityId),
          text: null,
        },
      }),
    ownerOf: (topicId, where) =>
      route({ topicId, municipalityId: where, communityId: givenCommunity(100).groupId }, directory),
  })
const text = typed('Между городами огромная яма на дороге, колёса бьются')

describe('a question that names more than one municipality', () => {
  it('is asked where, when that changes who answers', () => {
    const desk = deskNaming([2, 3])

    const asked = words(emptyQuestion, text, desk)

    expect(asked).toMatchObject({ type: 'wait', step: 'municipality' })
    expect(labelsOf(asked)).toEqual(['Курск', 'Рыльск', 'Льгов', 'Другое', 'Отмена'])
    const chosen = municipality(
      draftOf(asked),
      pressed({ kind: 'municipality', municipalityId: municipalityId(3) }),
      desk,
    )
    expect(submissionIn(chosen).municipalityId).toBe(3)
  })

  it('is asked when the page belongs to another place than the one that is named', () => {
    expect(labelsOf(words(emptyQuestion, text, deskNaming([2])))).toContain('Льгов')
  })

  it('takes words instead of a button, and loses none', () => {
    const desk = deskNaming([2])
    const asked = words(emptyQuestion, text, desk)

    const told = submissionIn(municipality(draftOf(asked), typed('Это под Рыльском'), desk))

    expect(told.municipalityId).toBe(3)
    expect(told.messages).toHaveLength(2)
  })

  it('is asked when the point on the map is elsewhere than the page, and the map alone tells where', () => {
    const elsewhere = { latitude: 51.57, longitude: 34.68, title: 'Рыльск, сквер' }
    const sent = { ...text, message: { ...text.message, geo: elsewhere } }

    expect(labelsOf(words(emptyQuestion, sent, deskNaming([])))).toEqual([
      'Рыльск',
      'Льгов',
      'Другое',
      'Отмена',
    ])
    const told = words({ ...emptyQuestion, asked: ['topic', 'place'] }, sent, deskNaming([]))
    expect(submissionIn(told).municipalityId).toBe(3)
  })

  it.each([
    ['only the page’s own place is named', deskNaming([1])],
    ['no place is named', deskNaming([])],
    ['everywhere the same body answers', deskNaming([2, 3], taxes)],
  ])('is not asked when %s', (_why, desk) => {
    expect(words(emptyQuestion, text, desk)).toMatchObject({ type: 'submit' })
  })

  it('is not asked a third question', () => {
    const asked = words({ ...emptyQuestion, asked: ['topic', 'place'] }, text, deskNaming([2, 3]))

    expect(asked).toMatchObject({ type: 'submit', submission: { municipalityId: 2 } })
  })
})
