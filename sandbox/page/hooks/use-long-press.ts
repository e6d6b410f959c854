import { useEffect, useRef, useState, type PointerEvent } from 'react'

const holdMs = 450
const slackPixels = 10
const heldMs = 5_000

/** Held for a while after a finger has rested on the element; a mouse has hover for the same. */
export function useLongPress() {
  const [isHeld, setIsHeld] = useState(false)
  const hold = useRef<{
    readonly timer: ReturnType<typeof setTimeout>
    readonly x: number
    readonly y: number
  } | null>(null)
  useEffect(() => {
    if (!isHeld) return undefined
    const timer = setTimeout(() => setIsHeld(false), heldMs)
    return () => clearTimeout(timer)
  }, [isHeld])
  const cancel = () => {
    if (hold.current !== null) clearTimeout(hold.current.timer)
    hold.current = null
  }
  return {
    isHeld,
    release: () => setIsHeld(false),
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType !== 'touch') return
      cancel()
      hold.current = { timer: setTimeout(() => setIsHeld(true), holdMs), x: event.clientX, y: event.clientY }
    },
    onPointerMove: (event: PointerEvent) => {
      if (hold.current === null) return
      if (Math.hypot(event.clientX - hold.current.x, event.clientY - hold.current.y) > slackPixels) cancel()
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
  }
}
