/** Copies a file of a ticket into our own storage, before VK's link expires. */
import { type Instant, addSeconds } from '../domain/time.ts'
import {
  FileFault,
  type CopyOutcome,
  type FileStorage,
  type FileTransfer,
  type FindFreshLink,
  type PendingAttachment,
  type SniffType,
} from './file-ports.ts'

export interface Copying {
  readonly storage: FileStorage
  readonly transfer: FileTransfer
  readonly sniffType: SniffType
  readonly findFreshLink: FindFreshLink
}

/** With the pauses below, two days: longer than a storage or a VK host is usually away. */
const attemptsMax = 15
const pauseFirstSeconds = 30
const pauseMaxSeconds = 6 * 3_600

/** May run twice: the second copy replaces the first. */
export async function copyAttachment(
  copying: Copying,
  attachment: PendingAttachment,
  now: Instant,
): Promise<CopyOutcome> {
  try {
    return await copy(copying, attachment)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown fault'
    if (error instanceof FileFault && error.kind === 'refused') return { kind: 'refused', error: reason }
    if (attachment.attempts + 1 >= attemptsMax) return { kind: 'failed', error: reason }
    const pauseSeconds = Math.min(pauseMaxSeconds, pauseFirstSeconds * 2 ** attachment.attempts)
    return { kind: 'retry', retryAt: addSeconds(now, pauseSeconds), error: reason }
  }
}

async function copy(copying: Copying, attachment: PendingAttachment): Promise<CopyOutcome> {
  const bytes = await download(copying, attachment)
  const sniffed = await copying.sniffType(bytes, attachment.type)
  if (sniffed === null) throw new FileFault('refused', 'a type of file that is not taken')
  const { contentType, extension } = sniffed
  const storageKey = `${attachment.ticketId}/${attachment.id}.${extension}`
  await copying.storage.put(storageKey, bytes, contentType)
  return { kind: 'stored', storageKey, contentType, byteCount: bytes.byteLength }
}

async function download({ transfer, findFreshLink }: Copying, attachment: PendingAttachment) {
  try {
    return await transfer.download(attachment.url)
  } catch (error) {
    if (!(error instanceof FileFault) || error.kind !== 'gone') throw error
    const fresh = await findFreshLink(attachment)
    if (fresh === null || fresh === attachment.url) throw error
    return transfer.download(fresh)
  }
}
