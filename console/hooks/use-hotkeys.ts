import { useEffect, useRef } from 'react'

/** By the place of the key, so that they work on a Russian keyboard too. */
export type Hotkeys = Readonly<Record<string, () => void>>

/** Keys are for moving about; who types is left alone. */
export function useHotkeys(keys: Hotkeys): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('dialog[open]') !== null) return
      const act = latest.current[event.key === '?' ? '?' : event.code]
      if (act === undefined || (event.shiftKey && event.key !== '?')) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
