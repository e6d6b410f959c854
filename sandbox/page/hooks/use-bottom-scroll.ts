import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'

/** Closer to the end than this counts as reading the end. */
const nearPixels = 80

export interface BottomScroll {
  readonly box: RefObject<HTMLDivElement | null>
  readonly isAtBottom: boolean
  readonly scrollToBottom: () => void
}

/** Keeps a conversation at its end while the reader is there, whatever grows: messages, photos, keyboard or text field. */
export function useBottomScroll(): BottomScroll {
  const box = useRef<HTMLDivElement | null>(null)
  const isStuck = useRef(true)
  const [isAtBottom, setIsAtBottom] = useState(true)
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const keep = () => {
      if (isStuck.current) element.scrollTop = element.scrollHeight
    }
    const look = () => {
      isStuck.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearPixels
      setIsAtBottom(isStuck.current)
    }
    const sizes = new ResizeObserver(keep)
    sizes.observe(element)
    if (element.firstElementChild !== null) sizes.observe(element.firstElementChild)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      sizes.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [])
  const scrollToBottom = useCallback(() => {
    isStuck.current = true
    setIsAtBottom(true)
    box.current?.scrollTo({ top: box.current.scrollHeight })
  }, [])
  return { box, isAtBottom, scrollToBottom }
}
