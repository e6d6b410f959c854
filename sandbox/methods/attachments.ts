import type { Attachment } from '../world/message.ts'
import type { World } from '../world/world.ts'
import { VkError } from './vk-error.ts'

const attachmentsMax = 10

/**
 * `photo-1_2_key,doc3_4,wall-1_5,https://…` → objects. Like VK, leaves out what it does not know or may not show:
 * a text still arrives when one of its pictures does not.
 */
export function resolveAttachments(world: World, source: string): readonly Attachment[] {
  const names = source
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (names.length > attachmentsMax) throw new VkError(100, 'attachments limit exceeded')
  return names.flatMap((name) => resolveAttachment(world, name) ?? [])
}

function resolveAttachment(world: World, name: string): Attachment | null {
  if (/^https?:\/\//.test(name))
    return { type: 'link', link: { url: name, title: '', caption: '', description: '' } }
  const parts = /^([a-z_]+)(-?\d+)_(\d+)(?:_(\w+))?$/.exec(name)
  if (parts === null) return null
  const [, type, ownerId, id] = parts
  const known = world.media.attachment(`${type}${ownerId}_${id}`)
  if (known !== undefined) return known
  if (type === 'wall')
    return {
      type: 'wall',
      wall: { id: Number(id), owner_id: Number(ownerId), from_id: Number(ownerId), date: 0, text: '' },
    }
  return null
}
