import type { DialogView } from '../api/dialog-feed.ts'
import type { Outgoing } from '../hooks/use-outgoing.ts'
import { AnswerStrip } from './answer-strip.tsx'
import { Icon } from './icons.tsx'

interface NoticesProps {
  readonly dialog: DialogView | null
  readonly refusal: string | null
  readonly outgoing: Outgoing
}

/** What stands between the messages and the field: the first step, permissions, answers of buttons and refusals. */
export function Notices({ dialog, refusal, outgoing }: NoticesProps) {
  return (
    <>
      {refusal !== null && <ProblemStrip sentence={refusal} />}
      {dialog?.messages.length === 0 && <EmptyDialog onStart={outgoing.sendStart} />}
      {isForbidden(dialog) && <ForbiddenStrip onAllow={() => outgoing.permit(true)} />}
      {dialog !== null && dialog.answer !== null && <AnswerStrip answer={dialog.answer} />}
      {outgoing.problem !== null && (
        <ProblemStrip sentence={outgoing.problem} onClose={outgoing.clearProblem} />
      )}
    </>
  )
}

/** Writing gives the permission; without it a dialog with messages means that the person took it back. */
export function isForbidden(dialog: DialogView | null): boolean {
  return dialog !== null && !dialog.canWrite && dialog.messages.length > 0
}

function ProblemStrip({ sentence, onClose }: { readonly sentence: string; readonly onClose?: () => void }) {
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

function ForbiddenStrip({ onAllow }: { readonly onAllow: () => Promise<boolean> }) {
  return (
    <div className="strip">
      <p>Сообщения от этого сообщества запрещены: оно не сможет вам ответить.</p>
      <button type="button" className="text-button" onClick={() => void onAllow()}>
        Разрешить
      </button>
    </div>
  )
}

function EmptyDialog({ onStart }: { readonly onStart: () => Promise<boolean> }) {
  return (
    <div className="start">
      <button type="button" className="start-button" onClick={() => void onStart()}>
        Начать
      </button>
    </div>
  )
}
