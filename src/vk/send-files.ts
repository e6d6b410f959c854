/** Attachments of a row before it is sent: uploaded for its dialogue, or else named as they came. */
import { FileFault } from '../app/file-ports.ts'
import type { OutboxMessage } from '../app/transport-ports.ts'
import { VkApiError, VkUnreachable } from './errors.ts'
import type { SendBody } from './send-parts.ts'
import { verdictOn } from './send-policy.ts'
import type { UploadFile } from './upload.ts'

export type Attached =
  | { readonly kind: 'ready'; readonly body: SendBody; readonly notes: readonly string[] }
  /** Worth another attempt of the whole row. */
  | { readonly kind: 'fault'; readonly error: Error }

/** Some minutes with the back-off of sending: words must not wait for a photo much longer. */
const retriesMax = 6

export async function attachFiles(upload: UploadFile, message: OutboxMessage): Promise<Attached> {
  const { body, files } = message
  if (files.length === 0) return { kind: 'ready', body, notes: [] }
  const references: string[] = []
  const notes: string[] = []
  for (const file of files) {
    try {
      references.push(await upload(message, file))
    } catch (error) {
      if (!isOfTransport(error)) throw error
      if (passes(error) && message.attempts < retriesMax) return { kind: 'fault', error }
      notes.push(`${file.name} was not uploaded: ${error.message}`)
      // What we drew ourselves has no name at VK.
      if (file.reference !== '') references.push(file.reference)
    }
  }
  const named = body['attachment'] === undefined ? [] : [body['attachment']]
  const all = [...references, ...named]
  return { kind: 'ready', body: all.length === 0 ? body : { ...body, attachment: all.join(',') }, notes }
}

type TransportFault = FileFault | VkApiError | VkUnreachable

const isOfTransport = (error: unknown): error is TransportFault =>
  error instanceof FileFault || error instanceof VkApiError || error instanceof VkUnreachable

/** "Upload error": VK's own servers did not understand each other. */
const uploadError = 22

/** A missing right to photos, or a file VK does not want, will not pass; what the message itself meets, it will meet. */
function passes(error: TransportFault): boolean {
  if (error instanceof FileFault) return error.kind === 'unreachable'
  if (error instanceof VkUnreachable || error.code === uploadError) return true
  return verdictOn('message', error).policy === 'retry'
}
