import { useRef, type PointerEvent } from 'react'

const holdMs = 450
const slackPixels = 10

/** Calls back when a finger rests on the element; a mouse has hover for the same. */
export function useLongPress(onHold: () => void) {
  const hold = useRef<{
    readonly timer: ReturnType<typeof setTimeout>
    readonly x: number
    readonly y: number
  } | null>(null)
  const cancel = () => {
    if (hold.current !== null) clearTimeout(hold.current.timer)
    hold.current = null
  }
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType !== 'touch') return
      cancel()
      hold.current = { timer: setTimeout(onHold, holdMs), x: event.clientX, y: event.clientY }
    },
    onPointerMove: (event: PointerEvent) => {
      if (hold.current === null) return
      if (Math.hypot(event.clientX - hold.current.x, event.clientY - hold.current.y) > slackPixels) cancel()
    },
    onPointerUp: cancel,
    onPointerCancel: cancel,
  }
}
