import { Icon } from './icons.tsx'

/** What stands between the messages and the field: refusals, permissions and the first step. */

export function ProblemStrip({
  sentence,
  onClose,
}: {
  readonly sentence: string
  readonly onClose?: () => void
}) {
  return (
    <div className="strip strip-problem" role="alert">
      <p>{sentence}</p>
      {onClose !== undefined && (
        <button type="button" className="icon-button" aria-label="Скрыть" onClick={onClose}>
          <Icon name="close" size={18} />
        </button>
      )}
    </div>
  )
}

export function ForbiddenStrip({ onAllow }: { readonly onAllow: () => Promise<boolean> }) {
  return (
    <div className="strip">
      <p>Сообщения от этого сообщества запрещены: оно не сможет вам ответить.</p>
      <button type="button" className="text-button" onClick={() => void onAllow()}>
        Разрешить
      </button>
    </div>
  )
}

export function EmptyDialog({ onStart }: { readonly onStart: () => Promise<boolean> }) {
  return (
    <div className="start">
      <button type="button" className="start-button" onClick={() => void onStart()}>
        Начать
      </button>
    </div>
  )
}
