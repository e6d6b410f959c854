/** The part of the composition root that carries files. */
import type { Pool } from 'pg'
import { copyAttachment } from './app/copy-attachment.ts'
import { createReadFile } from './app/read-file.ts'
import { createAttachmentStore } from './db/attachment-store.ts'
import { sniffType } from './files/sniff-type.ts'
import { createFileTransfer } from './files/transfer.ts'
import { createFindFreshLink } from './vk/fresh-link.ts'
import { type UploadFile, createUploadFile } from './vk/upload.ts'
import type { FileStorage } from './app/file-ports.ts'
import type { Store } from './app/ports.ts'
import { type TransportMeter, noMeter } from './app/transport-meter.ts'
import type { Clock } from './domain/time.ts'
import type { Logger } from './log.ts'
import type { VkApi } from './vk/api.ts'
import { AttachmentsWorker } from './workers/attachments.ts'

export interface FilesOptions {
  readonly pool: Pool
  readonly instanceId: string
  readonly vkApiUrl: string
  readonly fileStorage: FileStorage
  readonly fileBytesMax: number
  readonly meter?: TransportMeter
  readonly clock: Clock
  readonly random: () => number
  readonly log: Logger
}

/** A store that tells when files came in. Most messages bring none, so nobody looks for files after each of them. */
export const hearFiles = (store: Store, onFiles: () => void): Store => ({
  ...store,
  write: async (changes, now) => {
    await store.write(changes, now)
    if (changes.ticketMessages.some(({ attachments }) => attachments.length > 0)) onFiles()
  },
})

/** What carries files: from VK into our own storage, and from there into the dialogues they are sent to. */
export function createFiles(
  { fileStorage: storage, meter = noMeter, ...options }: FilesOptions,
  api: VkApi,
): { readonly attachments: AttachmentsWorker; readonly upload: UploadFile } {
  const { pool, instanceId, vkApiUrl, fileBytesMax, clock, random, log } = options
  const store = createAttachmentStore(pool, instanceId)
  const transfer = createFileTransfer({ trustedOrigin: new URL(vkApiUrl).origin, fileBytesMax })
  const copying = { storage, transfer, sniffType, findFreshLink: createFindFreshLink(api) }
  const attachments = new AttachmentsWorker({
    store,
    remove: (key) => storage.remove(key),
    copy: async (attachment, now) => {
      const outcome = await copyAttachment(copying, attachment, now)
      meter.fileCopied(outcome.kind)
      return outcome
    },
    clock,
    random,
    log,
  })
  const readFile = createReadFile(store, storage, transfer)
  return { attachments, upload: createUploadFile({ api, transfer, readFile, sniffType }) }
}
