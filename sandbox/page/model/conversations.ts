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

function compareRows(one: ConversationRow, other: ConversationRow): number {
  const byDate = (other.dialog?.lastMessage.date ?? 0) - (one.dialog?.lastMessage.date ?? 0)
  return byDate === 0 ? one.community.groupId - other.community.groupId : byDate
}
