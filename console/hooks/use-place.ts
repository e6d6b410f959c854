import { useCallback, useSyncExternalStore } from 'react'
import { type Place, readPlace, writePlace } from '../model/address.ts'

const subscribe = (onChange: () => void): (() => void) => {
  addEventListener('hashchange', onChange)
  return () => removeEventListener('hashchange', onChange)
}

/** Where one is, and the way to another place; the browser's own way back works. */
export function usePlace(): readonly [Place, (to: Partial<Place>) => void] {
  const hash = useSyncExternalStore(subscribe, () => location.hash)
  const go = useCallback((to: Partial<Place>): void => {
    location.hash = writePlace({ ...readPlace(location.hash), ...to })
  }, [])
  return [readPlace(hash), go]
}
