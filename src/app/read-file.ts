/** Bytes of a file that is to be sent on: from our own copy when there is one, else by VK's link while it works. */
import type { AttachmentFile } from '../domain/attachment-file.ts'
import type { TicketId } from '../domain/ids.ts'
import {
  type AttachmentStore,
  FileFault,
  type FileStorage,
  type FileTransfer,
  storedKey,
} from './file-ports.ts'

export type ReadFile = (ticketId: TicketId | null, file: AttachmentFile) => Promise<Uint8Array>

/** Throws `FileFault` when neither is to be had. */
export function createReadFile(
  store: AttachmentStore,
  storage: FileStorage,
  transfer: FileTransfer,
): ReadFile {
  return async (ticketId, { name, url }) => {
    const own = storedKey(url)
    // What belongs to a ticket came from people, who must not name files of ours.
    if (ticketId === null && own !== null) return readOwn(storage, own)
    const key = ticketId === null ? null : await store.findCopy(ticketId, name)
    const copy = key === null ? null : await storage.get(key)
    return copy ?? transfer.download(url)
  }
}

async function readOwn(storage: FileStorage, key: string): Promise<Uint8Array> {
  const bytes = await storage.get(key)
  if (bytes === null) throw new FileFault('gone', 'a file of ours is not there any more')
  return bytes
}
