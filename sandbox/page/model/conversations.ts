/** The list beside a conversation: dialogs with the latest first, then communities that the person has not written to. */
import type { Community, DialogSummary } from '../api/schemas.ts'
import { isFound } from './people.ts'

export interface ConversationRow {
  readonly community: Community
  readonly dialog: DialogSummary | null
}

export function conversationRows(
  communities: readonly Community[],
  dialogs: readonly DialogSummary[],
  search: string,
): readonly ConversationRow[] {
  const dialogByGroup = new Map(dialogs.map((dialog) => [dialog.groupId, dialog]))
  return communities
    .filter((community) => isFound(community.name, search))
    .map((community) => ({ community, dialog: dialogByGroup.get(community.groupId) ?? null }))
    .sort(compareRows)
}

// The staff's workplace is of no use to most people, so it comes after the public pages.
function compareRows(one: ConversationRow, other: ConversationRow): number {
  const byDate = (other.dialog?.lastMessage.date ?? 0) - (one.dialog?.lastMessage.date ?? 0)
  const byPurpose = Number(one.community.purpose === 'staff') - Number(other.community.purpose === 'staff')
  if (byDate !== 0 || byPurpose !== 0) return byDate === 0 ? byPurpose : byDate
  return one.community.groupId - other.community.groupId
}
