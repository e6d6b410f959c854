import { describe, expect, it } from 'vitest'
import { institutionId, ticketId } from '../../src/domain/ids.ts'
import { DeskInMemory } from '../../test/support/desk-in-memory.ts'
import {
  givenDirectory,
  givenInstitution,
  givenStaffMember,
  givenTicket,
  noon,
} from '../../test/support/given.ts'
import { administration, roads, school3, smallTown, waterworks } from '../../test/support/small-town.ts'
import {
  draftOf,
  givenDesk,
  labelsOf,
  pressed,
  submissionIn,
  textsOf,
  typed,
} from '../../test/support/turns.ts'
import { type ForwardDraft, forwardScene } from './scene.ts'
import { findInstitutions } from './texts.ts'

const { owner, reason } = forwardScene.steps
const desk = givenDesk()
const draft: ForwardDraft = {
  ticketId: 12,
  owners: [{ id: roads.id, title: roads.shortTitle }],
  to: null,
}

describe('«Не наш вопрос»', () => {
  it('offers likely owners, the coordinator and a way out', () => {
    const outcome = owner(draft, pressed({ kind: 'notOurs', ticketId: ticketId(12) }), desk)

    expect(labelsOf(outcome)).toEqual(['Дорожный комитет', 'Не знаю, решит координатор', 'Отмена'])
  })

  it('asks why, then hands over', () => {
    const chosen = owner(draft, pressed({ kind: 'institution', institutionId: roads.id }), desk)
    const explained = reason(draftOf(chosen), typed('Дорога городская'), desk)

    expect(chosen).toMatchObject({ type: 'wait', step: 'reason', draft: { to: roads.id } })
    expect(submissionIn(explained)).toEqual({ ticketId: 12, to: roads.id, reason: 'Дорога городская' })
  })

  it('takes a typed part of a name that fits one institution', () => {
    expect(owner(draft, typed('водоканал'), desk)).toMatchObject({
      step: 'reason',
      draft: { to: waterworks.id },
    })
  })

  it('offers those that fit when there are several', () => {
    expect(labelsOf(owner(draft, typed('школа'), desk)).slice(0, 2)).toEqual(['Школа № 3', 'Школа № 7'])
  })

  it.each(['космодром', '', '???'])('has a way on when «%s» is nobody', (text) => {
    const outcome = owner(draft, typed(text), desk)

    expect(outcome).toMatchObject({ type: 'wait', step: 'owner' })
    expect(labelsOf(outcome)).toContain('Не знаю, решит координатор')
  })

  it('does not believe a forged institution', () => {
    const forged = pressed({ kind: 'institution', institutionId: institutionId(999) })

    expect(owner(draft, forged, desk)).toMatchObject({ type: 'wait', step: 'owner' })
  })

  it('leaves the choice to the coordinator', () => {
    const chosen = owner(draft, pressed({ kind: 'toCoordinator' }), desk)
    const explained = reason(draftOf(chosen), pressed({ kind: 'reason', reason: 'Не наша тема' }), desk)

    expect(submissionIn(explained)).toEqual({ ticketId: 12, to: null, reason: 'Не наша тема' })
  })

  it('takes a button pressed twice for no reason', () => {
    const chosen = owner(draft, pressed({ kind: 'institution', institutionId: roads.id }), desk)

    const again = reason(draftOf(chosen), pressed({ kind: 'institution', institutionId: roads.id }), desk)

    expect(again).toMatchObject({ type: 'wait', step: 'reason', draft: { to: roads.id } })
  })

  it('asks again when the reason has no words', () => {
    expect(reason({ ...draft, to: roads.id }, typed(' '), desk)).toMatchObject({
      type: 'wait',
      step: 'reason',
    })
  })

  it('cuts a long reason, not its last character', () => {
    const outcome = reason({ ...draft, to: roads.id }, typed(`${'я'.repeat(299)}👍`), desk)

    expect(submissionIn(outcome).reason).toBe('я'.repeat(299))
  })

  it('is never carried out by itself', () => {
    expect(forwardScene.salvage({ ...draft, to: roads.id })).toBeNull()
  })
})

describe('handing a ticket over', () => {
  it('tells who has it now', async () => {
    const { submit, town } = givenHandover()

    const replies = await submit()

    expect(town.tickets.get(ticketId(12))).toMatchObject({ institutionId: roads.id, takenById: null })
    expect(textsOf({ replies })).toEqual([expect.stringContaining('№ 12 теперь ведёт Дорожный комитет')])
  })

  it('ends at the coordinators after two forwards', async () => {
    const { submit } = givenHandover({ forwards: 2 })

    expect(textsOf({ replies: await submit() })).toEqual([expect.stringContaining('решит координатор')])
  })

  it('is refused with a way on when somebody has answered meanwhile', async () => {
    const { submit } = givenHandover({ status: 'answered' })

    const replies = await submit()

    expect(textsOf({ replies })).toEqual([
      'На обращение № 12 уже ответили, оно закрыто. Жителю ничего не ушло.',
    ])
    expect(labelsOf({ replies })).toEqual(['Очередь'])
  })
})

describe('findInstitutions', () => {
  it('does not take school 13 for school 3', () => {
    const school13 = givenInstitution(13, { title: 'Средняя школа № 13', shortTitle: 'Школа № 13' })
    const region = givenDirectory({ institutions: [school13, school3] })

    expect(findInstitutions('школа 3', region)).toEqual([school3])
  })

  it.each([
    ['дорожным комитетом', [roads]],
    ['школы 3', [school3]],
    ['АДМИНИСТРАЦИЯ', [administration]],
    ['!!!', []],
  ])('finds «%s» however it is inflected', (search, found) => {
    expect(findInstitutions(search, smallTown())).toEqual(found)
  })
})

function givenHandover(fields: Parameters<typeof givenTicket>[0] = {}) {
  const town = new DeskInMemory()
  town.directory = smallTown()
  town.add(givenTicket({ id: ticketId(12), ...fields }))
  const choice = { ticketId: ticketId(12), to: roads.id, reason: 'Не наша тема' }
  const staffDesk = town.desk({ member: givenStaffMember(1) })
  return { town, submit: () => forwardScene.submit(choice, { ...typed(''), now: noon }, staffDesk) }
}
