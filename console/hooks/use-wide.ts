import { useSyncExternalStore } from 'react'

const wide = matchMedia('(min-width: 900px)')
const subscribe = (onChange: () => void): (() => void) => {
  wide.addEventListener('change', onChange)
  return () => wide.removeEventListener('change', onChange)
}

/** Room for the queue and a ticket side by side. */
export const useWide = (): boolean => useSyncExternalStore(subscribe, () => wide.matches)
