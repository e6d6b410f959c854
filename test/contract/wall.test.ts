import { afterAll, beforeEach, expect, it } from 'vitest'
import { at, listAt, numberAt } from './support/at.ts'
import { startPlayground, updateTypes, type Playground } from './support/playground.ts'

let vk: Playground
const started: Playground[] = []

beforeEach(async () => {
  vk = await startPlayground()
  started.push(vk)
})
afterAll(() => Promise.all(started.map((one) => one.stop())))

const comment = async (text: string, more: Readonly<Record<string, unknown>> = {}) =>
  numberAt(
    await vk.control('comments', { groupId: vk.groupId, userId: vk.userId, postId: 5, text, ...more }),
    'commentId',
  )

const answer = (params: Readonly<Record<string, string | number>>) =>
  vk.call('wall.createComment', {
    owner_id: -vk.groupId,
    post_id: 5,
    from_group: vk.groupId,
    message: 'Ответ',
    ...params,
  })

it('tells the community of comments and of its own answers in their thread', async () => {
  const server = await vk.pollServer()
  const first = await comment('Когда починят?')
  const second = await comment('И у нас!', { replyTo: first })

  const created = await answer({ reply_to_comment: second })

  expect(at(created, 'response', 'parents_stack')).toEqual([first])
  const polled = await vk.poll(server)
  expect(updateTypes(polled)).toEqual(['wall_reply_new', 'wall_reply_new', 'wall_reply_new'])
  expect(at(polled, 'updates', 2, 'object')).toMatchObject({
    from_id: -vk.groupId,
    post_id: 5,
    owner_id: -vk.groupId,
    parents_stack: [first],
    reply_to_comment: second,
    reply_to_user: vk.userId,
  })
})

it('recognises a repeated guid', async () => {
  await comment('Когда починят?')

  const first = await answer({ guid: 'a1' })

  expect(await answer({ guid: 'a1' })).toEqual(first)
  expect(await answer({ guid: 'a2' })).not.toEqual(first)
  const shown = await vk.control(`comments?groupId=${vk.groupId}&postId=5`)
  expect(listAt(shown, 'comments').map((one) => at(one, 'from'))).toEqual(['user', 'community', 'community'])
})

it('refuses other walls and comments that are not there', async () => {
  expect(at(await answer({ owner_id: -1 }), 'error', 'error_code')).toBe(213)
  expect(at(await answer({ reply_to_comment: 999 }), 'error', 'error_code')).toBe(100)
})

it.each([
  ['photos.createComment', { photo_id: 1 }],
  ['video.createComment', { video_id: 1 }],
  ['market.createComment', { item_id: 1 }],
  ['board.createComment', { topic_id: 1 }],
])('lets no community call %s, as VK', async (method, params) => {
  const refused = await vk.call(method, {
    owner_id: -vk.groupId,
    group_id: vk.groupId,
    from_group: 1,
    ...params,
  })

  expect(at(refused, 'error', 'error_code')).toBe(27)
})
