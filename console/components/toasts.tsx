import { type ReactNode, createContext, useCallback, useContext, useMemo, useRef, useState } from 'react'

type Tell = (text: string) => void

const ToastContext = createContext<Tell>(() => {})

/** Short news at the bottom; screen readers hear them too. */
export const useToast = (): Tell => useContext(ToastContext)

const shownMs = 5_000

export function Toasts({ children }: { readonly children: ReactNode }) {
  const [text, setText] = useState('')
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const tell = useCallback((next: string): void => {
    clearTimeout(timer.current)
    setText(next)
    timer.current = setTimeout(() => setText(''), shownMs)
  }, [])
  const value = useMemo(() => tell, [tell])
  return (
    <ToastContext value={value}>
      {children}
      <div className="toast" role="status" data-shown={text !== ''}>
        {text}
      </div>
    </ToastContext>
  )
}
