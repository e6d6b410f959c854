/** Bytes of a file that is to be sent on: from our own copy when there is one, else by VK's link while it works. */
import type { AttachmentFile } from '../domain/attachment-file.ts'
import type { TicketId } from '../domain/ids.ts'
import type { AttachmentStore, FileStorage, FileTransfer } from './file-ports.ts'

export type ReadFile = (ticketId: TicketId | null, file: AttachmentFile) => Promise<Uint8Array>

/** Throws `FileFault` when neither is to be had. */
export function createReadFile(
  store: AttachmentStore,
  storage: FileStorage,
  transfer: FileTransfer,
): ReadFile {
  return async (ticketId, { name, url }) => {
    const key = ticketId === null ? null : await store.findCopy(ticketId, name)
    const copy = key === null ? null : await storage.get(key)
    return copy ?? transfer.download(url)
  }
}
