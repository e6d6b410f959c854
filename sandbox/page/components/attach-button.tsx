import { useRef } from 'react'
import { Icon } from './icons.tsx'

interface AttachButtonProps {
  readonly onPhotos: (files: readonly File[]) => void
  readonly onPlace: () => void
}

export function AttachButton({ onPhotos, onPlace }: AttachButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className="attach">
      <button
        type="button"
        className="icon-button"
        aria-label="Приложить фото"
        title="Приложить фото"
        onClick={() => input.current?.click()}
      >
        <Icon name="image" />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label="Отправить место"
        title="Отправить место"
        onClick={onPlace}
      >
        <Icon name="place" />
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        hidden
        aria-label="Файлы с фото"
        onChange={(event) => {
          onPhotos([...(event.target.files ?? [])])
          // The same file can be chosen again after it was removed.
          event.target.value = ''
        }}
      />
    </div>
  )
}
