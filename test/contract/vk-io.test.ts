import { Agent } from 'node:http'
import type { AgentOptions } from 'node:https'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { APIError, Keyboard, VK, type MessageContext } from 'vk-io'
import { at, listAt } from './support/at.ts'
import { pngPixel } from './support/png-pixel.ts'
import { startPlayground, type Playground } from './support/playground.ts'

/** The library asks for an HTTPS agent by type only; with its own default it would speak TLS to any address. */
class PlainAgent extends Agent {
  declare options: AgentOptions
}

let playground: Playground
let vk: VK
const cleanups: (() => Promise<void>)[] = []

beforeEach(async () => {
  playground = await startPlayground()
  vk = new VK({
    token: playground.token,
    apiBaseUrl: `${playground.url}/method`,
    agent: new PlainAgent({ keepAlive: true }),
    pollingGroupId: playground.groupId,
    apiLimit: 20,
    apiRetryLimit: 0,
  })
  cleanups.push(playground.stop, () => vk.updates.stop())
})
afterAll(() => Promise.all(cleanups.reverse().map((clean) => clean())))

const nextContext = () =>
  new Promise<MessageContext>((resolve) => {
    vk.updates.on('message_new', (context) => resolve(context))
  })

describe('the vk-io library', () => {
  it('receives a message with its fields and answers it with a keyboard', async () => {
    const arrived = nextContext()
    await vk.updates.start()
    await playground.write('Фонарь <у школы> & сад', {
      payload: { topic: 4 },
      geo: { latitude: 55, longitude: 37 },
    })

    const context = await arrived

    expect(context).toMatchObject({
      text: 'Фонарь <у школы> & сад',
      senderId: playground.userId,
      isInbox: true,
    })
    expect(context.messagePayload).toEqual({ topic: 4 })
    expect(context.hasGeo).toBe(true)
    const keyboard = Keyboard.builder()
      .textButton({ label: 'Да', payload: { yes: 1 }, color: 'positive' })
      .inline()
    await context.reply('Это срочно?', { keyboard, random_id: 5 })
    expect(at(await playground.dialog(), 'messages', 1)).toMatchObject({
      from: 'community',
      text: 'Это срочно?',
      replyTo: { text: 'Фонарь <у школы> & сад' },
      keyboard: {
        inline: true,
        buttons: [[{ action: { label: 'Да', payload: '{"yes":1}' }, color: 'positive' }]],
      },
    })
  })

  it('answers a press of a callback button', async () => {
    await playground.write('Здравствуйте')
    const pressed = new Promise<void>((resolve, reject) => {
      vk.updates.on('message_event', (context) => {
        context
          .answer({ type: 'show_snackbar', text: `Взято: ${String(at(context.eventPayload, 'take'))}` })
          .then(() => resolve(), reject)
      })
    })
    await vk.updates.start()
    const keyboard = Keyboard.builder()
      .callbackButton({ label: 'Взять', payload: { take: 5 } })
      .inline()
    await vk.api.messages.send({ peer_id: playground.userId, random_id: 1, message: 'Обращение', keyboard })

    await playground.control('press', {
      groupId: playground.groupId,
      userId: playground.userId,
      cmid: 2,
      row: 0,
      column: 0,
    })
    await pressed

    expect(at(await playground.dialog(), 'eventAnswers', 0, 'answer')).toEqual({
      type: 'show_snackbar',
      text: 'Взято: 5',
    })
  })

  it('uploads a photo and sends it', async () => {
    await playground.write('Здравствуйте')

    const source = { value: Buffer.from(pngPixel), filename: 'photo.png', contentType: 'image/png' }
    const photo = await vk.upload.messagePhoto({ peer_id: playground.userId, source })
    await vk.api.messages.send({ peer_id: playground.userId, random_id: 2, attachment: String(photo) })

    expect(at(await playground.dialog(), 'messages', 1, 'attachments', 0, 'type')).toBe('photo')
  })

  it('meets refusals as errors, and as parts of the answer for peer_ids', async () => {
    await expect(
      vk.api.messages.send({ peer_id: playground.userId, random_id: 3, message: 'Раз' }),
    ).rejects.toThrow(APIError)

    const listed = await vk.api.messages.send({ peer_ids: [playground.userId], random_id: 3, message: 'Раз' })

    expect(listed).toMatchObject([{ message_id: 0, error: { code: 901 } }])
  })

  it('goes on after its key has expired', async () => {
    const texts: (string | undefined)[] = []
    vk.updates.on('message_new', (context) => void texts.push(context.text))
    await vk.updates.start()
    const server = await playground.pollServer()
    await playground.control('faults', { kind: 'key_expiry', groupId: playground.groupId })
    while ((await playground.pollServer()).key === server.key) await playground.control('state')

    while (texts.length === 0) await playground.write('Вы здесь?')

    expect(texts[0]).toBe('Вы здесь?')
  })

  it('packs calls into execute', async () => {
    await playground.write('Здравствуйте')
    const packing = new VK({
      token: playground.token,
      apiBaseUrl: `${playground.url}/method`,
      agent: new PlainAgent({ keepAlive: true }),
      apiMode: 'parallel',
      apiLimit: 20,
    })

    await Promise.all(
      [11, 12, 13].map((id) =>
        packing.api.messages.send({ peer_id: playground.userId, random_id: id, message: `№ ${id}` }),
      ),
    )

    expect(listAt(await playground.dialog(), 'messages')).toHaveLength(4)
  })
})
