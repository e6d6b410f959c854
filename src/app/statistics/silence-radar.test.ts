import { describe, expect, it } from 'vitest'
import { moment, moscow } from '../../../test/support/given.ts'
import { usualWording } from '../../domain/bot-texts/wording.ts'
import type { Directory } from '../../domain/directory.ts'
import type { PageFacts } from './radar-ports.ts'
import { lookForSilence } from './silence-radar.ts'

const nothing: Directory = {
  version: 1,
  municipalities: new Map(),
  institutions: new Map(),
  communities: new Map(),
  topics: new Map(),
  rules: [],
  calendarDays: [],
  answerRules: [],
  faq: [],
  wording: usualWording,
}
// A Monday noon; offices open at 9.
const now = moment('2026-11-23 12:00')
const well: PageFacts = {
  groupId: 100,
  title: 'Школа № 3',
  institutionId: 7,
  municipalityId: 2,
  isPublic: true,
  administrators: 2,
  reachable: 1,
  lastActAt: moment('2026-11-20 12:00'),
  trouble: null,
  polledAt: moment('2026-11-23 11:59'),
  waitingSince: moment('2026-11-20 17:00'),
  waiting: 1,
}

const silences = async (page: Partial<PageFacts>): Promise<readonly string[]> => {
  const radar = { pages: () => Promise.resolve([{ ...well, ...page }]) }
  const found = await lookForSilence(
    { radar, timeZone: moscow },
    { directory: nothing, scope: { kind: 'region' }, now },
  )
  return found.flatMap((one) => one.silences.map(({ kind }) => kind))
}

describe('the radar of silence', () => {
  it('says nothing of a page that works: a night and a weekend are no silence', async () => {
    expect(await silences({})).toEqual([])
  })

  it.each<[string, Partial<PageFacts>]>([
    ['noAdministrator', { administrators: 0, reachable: 0 }],
    ['nobodyReachable', { reachable: 0 }],
    ['nobodyActive', { lastActAt: null }],
    ['troubled', { trouble: 'Ключ доступа сообщества недействителен или отозван.' }],
    ['pollSilent', { polledAt: null }],
    ['pollSilent', { polledAt: moment('2026-11-23 11:50') }],
    ['nothingAnswered', { waitingSince: moment('2026-11-18 10:00') }],
  ])('hears %s', async (kind, page) => {
    expect(await silences(page)).toEqual([kind])
  })

  it('does not expect answers where only staff write', async () => {
    expect(await silences({ isPublic: false, administrators: 0, reachable: 0 })).toEqual([])
  })

  it('stays within what the person may see, where most people wait first', async () => {
    const radar = {
      pages: () =>
        Promise.resolve([
          { ...well, groupId: 1, municipalityId: 2, trouble: 'x', waiting: 1 },
          { ...well, groupId: 2, municipalityId: 2, trouble: 'x', waiting: 5 },
          { ...well, groupId: 3, municipalityId: 9, trouble: 'x' },
        ]),
    }
    const scope = { kind: 'municipalities', ids: [2] } as const

    const found = await lookForSilence({ radar, timeZone: moscow }, { directory: nothing, scope, now })

    expect(found.map(({ groupId }) => groupId)).toEqual([2, 1])
  })
})
