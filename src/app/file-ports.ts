/** Files of people on their way between VK and our own storage. */
import type { FileType } from '../domain/attachment-file.ts'
import type { GroupId, PeerId, TicketId } from '../domain/ids.ts'
import type { Instant } from '../domain/time.ts'

/** Where copies lie. Keys are ours (`1001/17.jpg`); names that people gave are never part of them. */
export interface FileStorage {
  /** Durable when it resolves; the same key again replaces the file. */
  put(key: string, bytes: Uint8Array, contentType: string): Promise<void>
  /** Null when there is no such file. */
  get(key: string): Promise<Uint8Array | null>
  /** A key that is not there is removed already. */
  remove(key: string): Promise<void>
}

const storedPrefix = 'stored:'

/** The link of a file of our own, in place of one of VK's. */
export const storedFile = (key: string): string => `${storedPrefix}${key}`
/** Null: the link is VK's. */
export const storedKey = (link: string): string | null =>
  link.startsWith(storedPrefix) ? link.slice(storedPrefix.length) : null

/** HTTP to the addresses VK names for files, and to no others. Throws `FileFault`. */
export interface FileTransfer {
  download(url: string): Promise<Uint8Array>
  /** Posts a multipart form with one file; the parsed JSON of the answer. */
  upload(url: string, field: string, file: SentFile): Promise<unknown>
}

export interface SentFile {
  readonly bytes: Uint8Array
  readonly contentType: string
  readonly fileName: string
}

export interface SniffedType {
  readonly contentType: string
  /** Without a dot. */
  readonly extension: string
}

/** What a file is by its first bytes; null for what we do not take as this type of attachment. */
export type SniffType = (bytes: Uint8Array, type: FileType) => Promise<SniffedType | null>

/**
 * `refused`: may not be taken, now or later. `gone`: the link does not work any more. `unreachable`: no usable answer
 * came. The message holds no address: links to files are as good as the files.
 */
export class FileFault extends Error {
  override readonly name = 'FileFault'
  readonly kind: 'refused' | 'gone' | 'unreachable'

  constructor(kind: FileFault['kind'], message: string, cause?: unknown) {
    super(message, { cause })
    this.kind = kind
  }
}

export interface PendingAttachment {
  readonly id: number
  readonly ticketId: TicketId
  readonly type: FileType
  readonly name: string
  readonly url: string
  /** The message it came with; null when VK cannot be asked for it again. */
  readonly cmid: number | null
  readonly attempts: number
  readonly groupId: GroupId
  readonly peerId: PeerId
  readonly token: string
}

export type CopyOutcome =
  | {
      readonly kind: 'stored'
      readonly storageKey: string
      readonly contentType: string
      readonly byteCount: number
    }
  | { readonly kind: 'retry'; readonly retryAt: Instant; readonly error: string }
  | { readonly kind: 'refused' | 'failed'; readonly error: string }

export interface AttachmentStore {
  /** Of communities this process holds, longest waiting first. */
  findDue(limit: number, now: Instant): Promise<readonly PendingAttachment[]>
  record(id: number, outcome: CopyOutcome, now: Instant): Promise<void>
  /** Copies that are to be removed, with the keys they lie under. */
  findErasing(limit: number): Promise<readonly { readonly id: number; readonly storageKey: string | null }[]>
  /** The copy is gone, and what we knew of it. */
  forget(id: number): Promise<void>
  /** Key of the copy of a ticket's file; null when there is none yet. */
  findCopy(ticketId: TicketId, name: string): Promise<string | null>
}

/** Asks VK for the message again, whose attachments then carry fresh links; null when VK does not give it. */
export type FindFreshLink = (attachment: PendingAttachment) => Promise<string | null>
