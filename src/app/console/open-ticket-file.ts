/** A file of a ticket, from our own copy: VK's links expire, and who has one needs no rights. */
import { maySeeTicket } from '../../domain/access.ts'
import type { TicketId } from '../../domain/ids.ts'
import { type Result, refuse, success } from '../../domain/result.ts'
import type { FileStorage } from '../file-ports.ts'
import type { FileStore, QueueStore } from './ports.ts'
import type { Worker } from './work-at-console.ts'

export interface OpeningFiles {
  readonly queues: Pick<QueueStore, 'findTickets'>
  readonly files: Pick<FileStore, 'findCopy'>
  readonly storage: FileStorage
}

export async function openTicketFile(
  { queues, files, storage }: OpeningFiles,
  { member }: Worker,
  { id, name }: { readonly id: TicketId; readonly name: string },
): Promise<
  Result<{ readonly bytes: Uint8Array; readonly contentType: string }, { readonly kind: 'notFound' }>
> {
  const [found] = await queues.findTickets([id])
  if (found === undefined || !maySeeTicket(member, found.ticket)) return refuse({ kind: 'notFound' })
  const copy = await files.findCopy(id, name)
  const bytes = copy === null ? null : await storage.get(copy.storageKey)
  return copy === null || bytes === null
    ? refuse({ kind: 'notFound' })
    : success({ bytes, contentType: copy.contentType })
}
