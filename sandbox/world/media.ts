import type { Attachment } from './message.ts'

/** A file that somebody uploaded, served back by URL. */
export type StoredFile = {
  readonly id: string
  readonly name: string
  readonly contentType: string
  readonly bytes: Uint8Array
}

export type MediaState = {
  readonly files: readonly StoredFile[]
  readonly attachments: readonly (readonly [string, Attachment])[]
  readonly lastId: number
}

const totalBytesMax = 256 * 1024 * 1024

/** Uploaded files and the photos and documents made of them. The oldest files give way when memory is short. */
export class MediaLibrary {
  readonly #files = new Map<string, StoredFile>()
  readonly #attachments = new Map<string, Attachment>()
  #totalBytes = 0
  #lastId: number

  constructor(idOffset: number) {
    this.#lastId = 456_239_000 + idOffset
  }

  state(): MediaState {
    return { files: [...this.#files.values()], attachments: [...this.#attachments], lastId: this.#lastId }
  }

  goOn({ files, attachments, lastId }: MediaState): void {
    for (const file of files) this.addFile(file)
    for (const [name, attachment] of attachments) this.addAttachment(name, attachment)
    this.#lastId = lastId
  }

  nextId(): number {
    this.#lastId += 1
    return this.#lastId
  }

  addFile(file: StoredFile): void {
    this.#files.set(file.id, file)
    this.#totalBytes += file.bytes.byteLength
    for (const oldest of this.#files.values()) {
      if (this.#totalBytes <= totalBytesMax || oldest.id === file.id) break
      this.#files.delete(oldest.id)
      this.#totalBytes -= oldest.bytes.byteLength
    }
  }

  file(id: string): StoredFile | undefined {
    return this.#files.get(id)
  }

  addAttachment(name: string, attachment: Attachment): void {
    this.#attachments.set(name, attachment)
  }

  /** @param name as in `attachment` of messages.send without the access key: `photo-1_2`. */
  attachment(name: string): Attachment | undefined {
    return this.#attachments.get(name)
  }
}
