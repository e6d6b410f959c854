import { useCallback, useState } from 'react'

/** Tickets that are chosen to be handled together. */
export interface Chosen {
  readonly isOn: boolean
  readonly ids: ReadonlySet<number>
  readonly toggle: (id: number) => void
  readonly begin: () => void
  readonly end: () => void
}

/** More at once are a matter for a rule of the directory. */
export const chosenMax = 100

export function useChosen(): Chosen {
  const [isOn, setOn] = useState(false)
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set())
  const toggle = useCallback((id: number): void => {
    setIds((before) => {
      if (before.has(id)) return new Set([...before].filter((one) => one !== id))
      return before.size < chosenMax ? new Set([...before, id]) : before
    })
  }, [])
  const end = (): void => {
    setOn(false)
    setIds(new Set())
  }
  return { isOn, ids, toggle, begin: () => setOn(true), end }
}
