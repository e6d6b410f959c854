import { useEffect } from 'react'
import type { DialogSummary } from '../api/schemas.ts'
import { readStored, writeStored } from './stored.ts'

/**
 * Tells which dialogs have something unread. The sandbox keeps no marks for its page, so this browser remembers the last
 * cmid seen. The open dialog counts as read.
 */
export function useUnread(
  userId: number,
  dialogs: readonly DialogSummary[],
  openGroupId: number | null,
): (dialog: DialogSummary) => boolean {
  const openCmid = dialogs.find((dialog) => dialog.groupId === openGroupId)?.cmid
  useEffect(() => {
    if (openGroupId !== null && openCmid !== undefined)
      writeStored(readKey(userId, openGroupId), String(openCmid))
  }, [userId, openGroupId, openCmid])
  return ({ groupId, cmid, lastMessage }) => {
    if (groupId === openGroupId || lastMessage.from === 'user') return false
    return cmid > Number(readStored(readKey(userId, groupId)) ?? 0)
  }
}

function readKey(userId: number, groupId: number): string {
  return `read:${userId}:${groupId}`
}
