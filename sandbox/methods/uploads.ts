import { createHash } from 'node:crypto'
import { documentAttachment, photoAttachment, voiceAttachment } from '../world/uploaded-attachment.ts'
import type { World } from '../world/world.ts'
import type { Call } from './call.ts'
import { isRecord, parseJson } from './json.ts'
import { integer, requiredText, text } from './params.ts'
import { VkError } from './vk-error.ts'

const serverNumber = 1

/** photos.getMessagesUploadServer: with a peer the photo will belong to the conversation, without to the album. */
export function getPhotoUploadServer(call: Call): unknown {
  const { groupId } = call.community
  const peerId = integer(call.params, 'peer_id', 0)
  const uploadUrl = `${call.world.baseUrl}/upload/photo?group_id=${groupId}&peer_id=${peerId}`
  return { album_id: -64, upload_url: uploadUrl, user_id: 0, group_id: groupId }
}

/** What the upload server answers: to be handed to photos.saveMessagesPhoto as it is. */
export function photoUploaded(fileId: string): Record<string, unknown> {
  const photo = JSON.stringify([{ file: fileId }])
  return { server: serverNumber, photo, hash: signature(photo) }
}

export function savePhoto(call: Call): unknown {
  const photo = requiredText(call.params, 'photo')
  if (integer(call.params, 'server', serverNumber) !== serverNumber) throw new VkError(118)
  if (text(call.params, 'hash') !== signature(photo)) throw new VkError(121)
  const uploaded = parseJson(photo)
  const files: readonly unknown[] = Array.isArray(uploaded) ? uploaded : []
  if (files.length === 0) throw new VkError(100, 'photos_list is invalid')
  return files.map(
    (entry) => photoAttachment(call.world, storedFile(call.world, entry), -call.community.groupId)['photo'],
  )
}

export function getDocumentUploadServer(call: Call): unknown {
  const type = text(call.params, 'type') || 'doc'
  if (!documentTypes.has(type)) throw new VkError(100, 'type is invalid')
  return { upload_url: `${call.world.baseUrl}/upload/doc?group_id=${call.community.groupId}&type=${type}` }
}

const documentTypes: ReadonlySet<string> = new Set(['doc', 'audio_message', 'graffiti'])

/** The kind of document was said when the address was asked for; VK finds it again in what is to be saved. */
export function documentUploaded(fileId: string, type: string): Record<string, unknown> {
  return { file: `${fileId}|${signature(fileId)}|${type}` }
}

export function saveDocument(call: Call): unknown {
  const [fileId = '', sign, type] = requiredText(call.params, 'file').split('|')
  if (sign !== signature(fileId)) throw new VkError(105)
  const file = storedFile(call.world, { file: fileId })
  if (type === 'audio_message') return voiceAttachment(call.world, file, -call.community.groupId)
  return documentAttachment(
    call.world,
    file,
    -call.community.groupId,
    text(call.params, 'title') || file.name,
  )
}

function storedFile(world: World, entry: unknown): ReturnType<typeof requireFile> {
  return requireFile(world, isRecord(entry) ? String(entry['file']) : '')
}

function requireFile(world: World, id: string) {
  const file = world.media.file(id)
  if (file === undefined) throw new VkError(105)
  return file
}

/** Catches clients that alter what the upload server gave them; it protects nothing. */
function signature(source: string): string {
  return createHash('md5').update(`sandbox ${source}`).digest('hex')
}
