/**
 * Plays everything once and lets a judge compare the recorded traffic with VK's published JSON schema. The judge is a
 * script outside the repository: `VK_REFEREE=path/to/script.mjs npx vitest run test/contract/referee.test.ts`. It gets a
 * file of JSON Lines and says nothing wrong by exit code 0.
 */
import { spawnSync } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { at, textAt } from './support/at.ts'
import { pngPixel } from './support/png-pixel.ts'
import { startPlayground, type Playground } from './support/playground.ts'

const referee = process.env['VK_REFEREE'] ?? ''
if (referee === '')
  console.log('skipped: VK_REFEREE does not name a script that judges the traffic by VK’s schema')

it.skipIf(referee === '')('finds nothing wrong with what the sandbox says', async () => {
  const vk = await startPlayground()
  await vk.call('groups.setLongPollSettings', { group_id: vk.groupId, message_read: 1 })
  const server = await vk.pollServer()

  await playMessages(vk)
  await playPresses(vk)
  await playUploads(vk)
  await playReading(vk)
  await playComments(vk)
  await playSettings(vk)
  await playRefusals(vk)
  await vk.poll(server)
  await vk.control('faults', { kind: 'key_expiry', groupId: vk.groupId })
  await vk.poll(server)

  const file = path.join(await mkdtemp(path.join(tmpdir(), 'sandbox-traffic-')), 'traffic.jsonl')
  await writeFile(file, await (await fetch(`${vk.url}/sandbox/traffic`)).text())
  await vk.stop()
  const verdict = spawnSync(process.execPath, [referee, file], { encoding: 'utf8' })
  console.log(verdict.stdout)
  expect(verdict.stderr).toBe('')
  expect(verdict.status).toBe(0)
})

const keyboard = JSON.stringify({
  inline: true,
  buttons: [
    [
      { action: { type: 'text', label: 'Да', payload: { yes: 1 } }, color: 'secondary' },
      { action: { type: 'callback', label: 'Взять', payload: '{"take":1}' }, color: 'primary' },
    ],
    [{ action: { type: 'open_link', label: 'Сайт', link: 'https://example.ru/a?b=c' } }],
    [{ action: { type: 'location', payload: '{}' } }],
    [{ action: { type: 'open_app', label: 'Приложение', app_id: 1, owner_id: -1, hash: 'a' } }],
    [{ action: { type: 'vkpay', hash: 'action=pay-to-group&amount=1' } }],
  ],
})

async function playMessages(vk: Playground): Promise<void> {
  const send = (randomId: number, params: Readonly<Record<string, string | number>>) =>
    vk.call('messages.send', { random_id: randomId, message: 'Ответ "да" & <нет>', ...params })
  await vk.write('Здравствуйте', { payload: { command: 'start' }, ref: 'poster' })
  await vk.write('Вот здесь', { geo: { latitude: 55.5, longitude: 37 }, replyToCmid: 1 })
  await send(1, { peer_id: vk.userId, keyboard, payload: '{"a":1}' })
  await send(1, { peer_id: vk.userId })
  await send(2, { peer_ids: vk.userId })
  await send(3, { peer_ids: `${vk.userId},1` })
  const quoted = { peer_id: vk.userId, conversation_message_ids: [1, 2] }
  await send(4, { peer_id: vk.userId, forward: JSON.stringify(quoted) })
  await send(5, {
    peer_id: vk.userId,
    forward: JSON.stringify({ ...quoted, conversation_message_ids: [2], is_reply: true }),
  })
  await send(6, { peer_id: vk.userId, attachment: 'wall-1_5', lat: '55.5', long: '37' })
  await vk.call('messages.edit', { peer_id: vk.userId, cmid: 4, message: 'Исправлено', keyboard })
  await vk.call('messages.delete', { peer_id: vk.userId, cmids: '5,99', delete_for_all: 1 })
  await vk.call('messages.delete', { message_ids: '6' })
  await vk.control('replies', { groupId: vk.groupId, userId: vk.userId, adminUserId: 7, text: 'Отвечаю сам' })
  await vk.call('messages.setActivity', { peer_id: vk.userId, type: 'typing' })
}

async function playPresses(vk: Playground): Promise<void> {
  const press = (row: number, column: number) =>
    vk.control('press', { groupId: vk.groupId, userId: vk.userId, cmid: 4, row, column })
  await press(0, 0)
  const eventId = textAt(await press(0, 1), 'eventId')
  const answer = { event_id: eventId, user_id: vk.userId, peer_id: vk.userId }
  const snackbar = JSON.stringify({ type: 'show_snackbar', text: 'Готово' })
  await vk.call('messages.sendMessageEventAnswer', { ...answer, event_data: snackbar })
  await press(2, 0)
}

async function playUploads(vk: Playground): Promise<void> {
  const upload = async (url: string, field: string, name: string): Promise<unknown> => {
    const form = new FormData()
    form.set(field, new Blob([pngPixel], { type: 'image/png' }), name)
    const body: unknown = await (await fetch(url, { method: 'POST', body: form })).json()
    return body
  }
  const photoServer = await vk.call('photos.getMessagesUploadServer', { peer_id: vk.userId })
  const photo = await upload(textAt(photoServer, 'response', 'upload_url'), 'photo', 'a.png')
  const photoParams = { photo: textAt(photo, 'photo'), server: 1, hash: textAt(photo, 'hash') }
  const saved = at(await vk.call('photos.saveMessagesPhoto', photoParams), 'response', 0)
  const docServer = await vk.call('docs.getMessagesUploadServer', { type: 'doc', peer_id: vk.userId })
  const doc = await upload(textAt(docServer, 'response', 'upload_url'), 'file', 'a.pdf')
  const document = at(await vk.call('docs.save', { file: textAt(doc, 'file') }), 'response', 'doc')
  const names = [
    `photo${String(at(saved, 'owner_id'))}_${String(at(saved, 'id'))}`,
    `doc${String(at(document, 'owner_id'))}_${String(at(document, 'id'))}`,
  ]
  await vk.call('messages.send', { peer_id: vk.userId, random_id: 20, attachment: names.join(',') })
  const own = await upload(`${vk.url}/sandbox/uploads`, 'file', 'b.png')
  await vk.write('Вот фото', { attachments: [at(own, 'attachment')] })
}

async function playReading(vk: Playground): Promise<void> {
  const peer = { peer_id: vk.userId }
  await vk.dialog()
  await vk.call('messages.getConversations', { filter: 'unread', extended: 1 })
  await vk.call('messages.markAsRead', { ...peer, up_to_cmid: 1 })
  await vk.call('messages.markAsRead', { ...peer, mark_conversation_as_read: 1 })
  await vk.call('messages.markAsAnsweredConversation', { ...peer, answered: 1 })
  await vk.call('messages.getConversations', { count: 200 })
  await vk.call('messages.getConversationsById', { peer_ids: vk.userId, extended: 1 })
  await vk.call('messages.getHistory', { ...peer, count: 200, extended: 1 })
  await vk.call('messages.getHistory', { ...peer, rev: 1, start_message_id: 2 })
  await vk.call('messages.getById', { message_ids: '1,2,3,4', extended: 1 })
  await vk.call('messages.getByConversationMessageId', { ...peer, conversation_message_ids: '1,2' })
  await vk.call('messages.isMessagesFromGroupAllowed', { group_id: vk.groupId, user_id: vk.userId })
  await vk.call('users.get', { user_ids: `${vk.userId},id${vk.userId}`, fields: 'sex' })
  await vk.call('utils.getServerTime')
  await vk.call('utils.resolveScreenName', { screen_name: `id${vk.userId}` })
  await vk.call('execute', { code: `return [API.utils.getServerTime()];` })
}

async function playComments(vk: Playground): Promise<void> {
  const comment = { groupId: vk.groupId, userId: vk.userId, postId: 5 }
  const first = at(await vk.control('comments', { ...comment, text: 'Когда?' }), 'commentId')
  await vk.control('comments', { ...comment, text: 'И у нас', replyTo: first })
  const answer = { owner_id: -vk.groupId, post_id: 5, from_group: vk.groupId, message: 'Завтра', guid: 'a1' }
  await vk.call('wall.createComment', { ...answer, reply_to_comment: String(first) })
  await vk.call('wall.createComment', answer)
}

async function playSettings(vk: Playground): Promise<void> {
  const own = { group_id: vk.groupId }
  await vk.call('groups.getById', {})
  await vk.call('groups.getById', { group_ids: vk.groupId, fields: 'description' })
  await vk.call('groups.getLongPollSettings', own)
  await vk.call('groups.setLongPollSettings', { ...own, enabled: 1, api_version: '5.199', message_event: 1 })
  await vk.call('groups.getTokenPermissions')
  await vk.call('groups.isMember', { ...own, user_id: vk.userId })
  await vk.call('groups.isMember', { ...own, user_id: vk.userId, extended: 1 })
  await vk.call('groups.isMember', { ...own, user_ids: vk.userId })
  await vk.call('groups.isMember', { ...own, user_ids: vk.userId, extended: 1 })
}

async function playRefusals(vk: Playground): Promise<void> {
  const permission = { groupId: vk.groupId, userId: vk.userId }
  await vk.control('permissions', { ...permission, allowed: false })
  await vk.call('messages.send', { peer_id: vk.userId, random_id: 30, message: 'Раз' })
  await vk.control('permissions', { ...permission, allowed: true })
  await vk.call('messages.send', { peer_id: vk.userId, random_id: 31, message: 'Раз', keyboard: '[]' })
  await vk.call('wall.getComments', { owner_id: -vk.groupId, post_id: 5 })
  await vk.call('messages.getHistory', { peer_id: 'a' })
  await vk.call('users.get', { v: '' })
}
