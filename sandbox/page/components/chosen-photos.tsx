import type { ChosenPhoto } from '../hooks/use-photos.ts'
import { Icon } from './icons.tsx'

interface ChosenPhotosProps {
  readonly photos: readonly ChosenPhoto[]
  readonly onRemove: (id: number) => void
}

/** Photos that leave with the next message. */
export function ChosenPhotos({ photos, onRemove }: ChosenPhotosProps) {
  if (photos.length === 0) return null
  const failed = photos.find(({ upload }) => upload.kind === 'failed')
  return (
    <>
      <ul className="chosen" aria-label="Приложенные фото">
        {photos.map((photo) => (
          <li key={photo.id} data-upload={photo.upload.kind}>
            <img src={photo.previewUrl} alt={photo.name} />
            {photo.upload.kind === 'running' && (
              <span className="spinner" role="img" aria-label="Загружается" />
            )}
            <button type="button" aria-label={`Убрать фото ${photo.name}`} onClick={() => onRemove(photo.id)}>
              <Icon name="close" size={16} />
            </button>
          </li>
        ))}
      </ul>
      {failed?.upload.kind === 'failed' && (
        <p className="chosen-problem" role="alert">
          Фото «{failed.name}» не загрузилось. {failed.upload.sentence}
        </p>
      )}
    </>
  )
}
