/** Every kind of silence, from what lies in the database to the sentence that a person reads. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lookForSilence } from '../../src/app/statistics/silence-radar.ts'
import { createFigureKeeper } from '../../src/db/figure-keeper.ts'
import { createRadarStore } from '../../src/db/radar-store.ts'
import { VkApiError } from '../../src/vk/errors.ts'
import { silence, troubleOf } from '../../src/vk/community-check.ts'
import { givenDirectory, moment, moscow } from '../support/given.ts'
import { type EventLog, openEventLog } from './event-log.ts'

/** A Monday noon. */
const now = moment('2026-11-23 12:00')
let log: EventLog

beforeAll(async () => {
  log = await openEventLog([1])
  await log.pool.query(`
    update communities set is_active = true;
    insert into communities (group_id, title, institution_id, municipality_id, token, is_active)
      values (300, 'Область', null, 1, '', true);
    insert into staff (id, vk_user_id, first_name, last_name, contact_group_id)
      values (7, 1007, 'Анна', 'Орлова', 100), (8, 1008, 'Олег', 'Котов', 200), (9, 1009, 'Ирина', 'Белова', 300);
    insert into memberships (staff_id, role, institution_id) values (7, 'administrator', 1), (8, 'head', 2);
    insert into memberships (staff_id, role) values (9, 'coordinator');
    insert into poll_cursors (group_id, polled_at) select group_id, '2026-11-23 11:59+03' from communities`)
  const opened = { ticketId: 1, at: '2026-11-20T14:00:00Z', vkAt: '2026-11-20T14:00:00Z' }
  const due = { firstReplyDueAt: '2026-11-23T12:00:00Z', finalAnswerDueAt: '2026-11-30T12:00:00Z' }
  await log.write({
    ...opened,
    type: 'ticketOpened',
    actorKind: 'citizen',
    actorId: 501,
    facts: { topicId: null, municipalityId: 1, groupId: 100 },
  })
  await log.write({ ...opened, type: 'ticketRouted', facts: { institutionId: 1, ...due } })
  await log.write({ ...opened, type: 'ticketTaken', actorKind: 'staff', actorId: 7 })
  await createFigureKeeper(log.pool, moscow).catchUp()
})

afterAll(() => log.close())

/** What the radar says of each page after a change, which is taken back. */
async function heard(change: string): Promise<readonly string[]> {
  const client = await log.pool.connect()
  try {
    await client.query(`begin; ${change}`)
    const radar = createRadarStore(client)
    const asked = { directory: givenDirectory(), scope: { kind: 'region' }, now } as const
    const pages = await lookForSilence({ radar, timeZone: moscow }, asked)
    return pages.flatMap(({ groupId, silences }) => silences.map(({ kind }) => `${groupId} ${kind}`))
  } finally {
    await client.query('rollback')
    client.release()
  }
}

const trouble = (code: number): string => troubleOf(new VkApiError('messages.send', code, null, '')) ?? ''
const troubled = (sentence: string): string =>
  `update communities set trouble = '${sentence}' where group_id = 200`

describe('the radar, over a real database', () => {
  it('is silent about pages where all is well; coordinators answer for a page of no institution', async () => {
    expect(await heard('select 1')).toEqual([])
  })

  it.each([
    ['no administrator', 'delete from memberships where institution_id = 2', '200 noAdministrator'],
    [
      'an administrator who left',
      'update memberships set ended_at = now() where staff_id = 8',
      '200 noAdministrator',
    ],
    ['no coordinator', `delete from memberships where role = 'coordinator'`, '300 noAdministrator'],
    [
      'nobody who ever wrote to the bot',
      'update staff set contact_group_id = null where id = 8',
      '200 nobodyReachable',
    ],
    ['all away', `update staff set away_until = '2026-12-01' where id = 8`, '200 nobodyReachable'],
    [
      'nobody active',
      `delete from memberships where staff_id = 7; insert into memberships (staff_id, role, institution_id) values (8, 'administrator', 1)`,
      '100 nobodyActive',
    ],
    ['messages closed', troubled(trouble(100)), '200 troubled'],
    ['the community closed', troubled(trouble(203)), '200 troubled'],
    ['a dead token', troubled(trouble(5)), '200 troubled'],
    ['VK that does not answer', troubled(silence), '200 troubled'],
    [
      'a silent long poll',
      `update poll_cursors set polled_at = '2026-11-23 11:54+03' where group_id = 200`,
      '200 pollSilent',
    ],
    ['a page that was never polled', 'delete from poll_cursors where group_id = 200', '200 pollSilent'],
    [
      'nothing answered for long',
      `update figure_open set waiting_since = '2026-11-18 10:00+03'`,
      '100 nothingAnswered',
    ],
  ])('hears of %s', async (_name, change, found) => {
    expect(await heard(change)).toEqual([found])
  })
})
