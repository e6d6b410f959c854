import { useCallback, useState } from 'react'
import { readStored, writeStored } from './stored.ts'

/** The text being typed to one community by one person; survives reloads and changes of dialog. */
export function useDraft(
  userId: number,
  groupId: number,
): readonly [string, (change: (earlier: string) => string) => void] {
  const key = draftKey(userId, groupId)
  const [text, setText] = useState(() => readStored(key) ?? '')
  const change = useCallback(
    (next: (earlier: string) => string) =>
      setText((earlier) => {
        const later = next(earlier)
        writeStored(key, later === '' ? null : later)
        return later
      }),
    [key],
  )
  return [text, change]
}

function draftKey(userId: number, groupId: number): string {
  return `draft:${userId}:${groupId}`
}
