import { showComments, writePersonComment } from '../control/comments.ts'
import { showDialog, showDialogs } from '../control/dialog-view.ts'
import { giveEvent } from '../control/events.ts'
import { addFault, listFaults, removeFaults } from '../control/faults.ts'
import { changePermission, createCommunity, createPerson, showState } from '../control/people.ts'
import { pressButton } from '../control/press.ts'
import { ControlRefusal } from '../control/refusal.ts'
import { writeMessage, writeReply } from '../control/write.ts'
import { parseJson } from '../methods/json.ts'
import { documentAttachment, photoAttachment } from '../world/uploaded-attachment.ts'
import { isImage } from '../world/image-size.ts'
import type { World } from '../world/world.ts'
import { sendJson, type Exchange } from './exchange.ts'
import { BodyTooLarge, readBody } from './request-params.ts'
import { serveStream } from './stream-endpoint.ts'
import { receiveFile } from './upload-endpoint.ts'

/** Takes the JSON body of a POST, the query of anything else; answers with JSON. */
type Action = (world: World, input: unknown) => unknown

const actions: Readonly<Record<string, Action>> = {
  'GET /sandbox/state': showState,
  'POST /sandbox/users': createPerson,
  'POST /sandbox/communities': createCommunity,
  'POST /sandbox/permissions': changePermission,
  'POST /sandbox/messages': writeMessage,
  'POST /sandbox/replies': writeReply,
  'POST /sandbox/press': pressButton,
  'GET /sandbox/dialog': showDialog,
  'GET /sandbox/dialogs': showDialogs,
  'POST /sandbox/comments': writePersonComment,
  'GET /sandbox/comments': showComments,
  'POST /sandbox/events': giveEvent,
  'POST /sandbox/faults': addFault,
  'GET /sandbox/faults': listFaults,
  'DELETE /sandbox/faults': removeFaults,
  'DELETE /sandbox/traffic': (world) => {
    world.traffic.clear()
    return { cleared: true }
  },
}

/** Requests that are not JSON in, JSON out. */
const specials: Readonly<Record<string, (world: World, exchange: Exchange) => void | Promise<void>>> = {
  'GET /sandbox/stream': serveStream,
  'GET /sandbox/traffic': serveTraffic,
  'POST /sandbox/uploads': serveOwnUpload,
}

const bodyBytesMax = 4 * 1024 * 1024

export async function serveControl(world: World, exchange: Exchange): Promise<void> {
  const name = `${exchange.request.method} ${exchange.path}`
  try {
    const special = specials[name]
    if (special !== undefined) return await special(world, exchange)
    const action = actions[name]
    if (action === undefined) throw new ControlRefusal(`Песочница не знает запроса ${name}.`, 404)
    const answer = action(world, await readInput(exchange))
    sendJson(exchange, JSON.stringify(answer))
  } catch (error) {
    const refusal = error instanceof BodyTooLarge ? new ControlRefusal('Запрос слишком большой.', 413) : error
    if (!(refusal instanceof ControlRefusal)) throw error
    sendJson(exchange, JSON.stringify({ error: refusal.message }), refusal.status)
  }
}

async function readInput(exchange: Exchange): Promise<unknown> {
  if (exchange.request.method !== 'POST') return Object.fromEntries(new URLSearchParams(exchange.query))
  const body = parseJson((await readBody(exchange.request, bodyBytesMax)).toString())
  if (body === undefined) throw new ControlRefusal('Тело запроса должно быть в формате JSON.')
  return body
}

async function serveTraffic(world: World, exchange: Exchange): Promise<void> {
  const { response } = exchange
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson; charset=utf-8' })
  for (const chunk of world.traffic.chunks()) {
    if (response.destroyed) return
    if (!response.write(chunk))
      await new Promise((resolve) => response.once('drain', resolve).once('close', resolve))
  }
  response.end()
}

/** A person attaches a file: pictures become photos, anything else documents. */
async function serveOwnUpload(world: World, exchange: Exchange): Promise<void> {
  const file = await receiveFile(world, exchange, 'file')
  if (file === null) throw new ControlRefusal('Поле file: приложите файл.')
  const ownerId = 1
  const attachment = isImage(file.bytes)
    ? photoAttachment(world, file, ownerId)
    : documentAttachment(world, file, ownerId, file.name)
  sendJson(exchange, JSON.stringify({ attachment }))
}
