import { useCallback, useEffect, useRef, useState } from 'react'
import type { UploadToken } from '../api/schemas.ts'
import { useSandbox } from './sandbox-context.ts'

/** A photo chosen for the next message. It is uploaded at once, so that sending does not wait. */
export interface ChosenPhoto {
  readonly id: number
  readonly name: string
  readonly previewUrl: string
  readonly upload: PhotoUpload
}

export type PhotoUpload =
  | { readonly kind: 'running' }
  | { readonly kind: 'done'; readonly attachment: UploadToken }
  | { readonly kind: 'failed'; readonly sentence: string }

/** VK takes ten attachments, clients of its API nine. */
const photosMax = 9

export function usePhotos() {
  const { client } = useSandbox()
  const [photos, setPhotos] = useState<readonly ChosenPhoto[]>([])
  const nextId = useRef(1)
  const previews = useRef(new Set<string>())
  useEffect(() => {
    const made = previews.current
    return () => {
      for (const url of made) URL.revokeObjectURL(url)
    }
  }, [])
  const add = useCallback(
    (files: readonly File[]) => {
      for (const file of files.filter(({ type }) => type.startsWith('image/'))) {
        const photo = { id: nextId.current++, name: file.name, previewUrl: URL.createObjectURL(file) }
        previews.current.add(photo.previewUrl)
        setPhotos((earlier) =>
          [...earlier, { ...photo, upload: { kind: 'running' as const } }].slice(0, photosMax),
        )
        void client.upload(file).then((reply) => {
          const upload = photoUpload(
            reply.kind === 'done' ? reply.value.attachment : null,
            reply.kind === 'refused' ? reply.sentence : null,
          )
          setPhotos((earlier) =>
            earlier.map((other) => (other.id === photo.id ? { ...other, upload } : other)),
          )
        })
      }
    },
    [client],
  )
  const remove = useCallback(
    (id: number) => setPhotos((earlier) => earlier.filter((photo) => photo.id !== id)),
    [],
  )
  return { photos, setPhotos, add, remove }
}

function photoUpload(attachment: UploadToken | null, sentence: string | null): PhotoUpload {
  if (attachment !== null) return { kind: 'done', attachment }
  return {
    kind: 'failed',
    sentence: sentence ?? 'Песочница не отвечает. Уберите фото и приложите его ещё раз.',
  }
}
