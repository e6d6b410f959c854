/** Tickets as the page reads them: names instead of ids, and nothing that the page does not show. */
import type { ListedTicket, QueuePage } from '../../app/console/list-tickets.ts'
import type { ShownTicket } from '../../app/console/show-ticket-file.ts'
import { type AttachmentFile, attachmentFile } from '../../domain/attachment-file.ts'
import type { StaffMember } from '../../domain/staff.ts'
import { isOverdue } from '../../domain/ticket.ts'
import type { Instant } from '../../domain/time.ts'
import { attachmentTitle } from './attachment-titles.ts'
import { historyReason, historyText } from './history-texts.ts'
import { writePosition } from './queue-position.ts'
import type { QueueItem, QueuePageView, TicketPage } from './schemas.ts'

export const presentPage = (page: QueuePage, member: StaffMember, now: Instant): QueuePageView => ({
  items: page.tickets.map((listed) => presentListed(listed, member, now)),
  next: page.next === null ? null : writePosition(page.next),
})

export function presentListed(listed: ListedTicket, member: StaffMember, now: Instant): QueueItem {
  const { ticket } = listed
  const isFirst = ticket.firstResponseAt === null
  const place = [listed.municipalityTitle, ticket.place].filter((part) => part !== null && part !== '')
  return {
    id: ticket.id,
    version: ticket.version,
    status: ticket.status,
    priority: ticket.priority,
    summary: ticket.summary,
    topic: listed.topicTitle,
    owner: listed.ownerTitle,
    community: listed.communityTitle,
    place: place.length === 0 ? null : place.join(', '),
    citizen: listed.citizenName,
    takenBy:
      listed.takenByName === null ? null : { name: listed.takenByName, isMe: ticket.takenById === member.id },
    openedAt: ticket.openedAt.toString(),
    dueAt: (isFirst ? ticket.firstReplyDueAt : ticket.finalAnswerDueAt).toString(),
    dueKind: isFirst ? 'firstReply' : 'finalAnswer',
    answeredAt: ticket.answeredAt?.toString() ?? null,
    isOverdue: isOverdue(ticket, now),
    mergedInto: ticket.mergedIntoId,
    isWaiting: listed.isWaiting,
    timeZone: listed.timeZone,
  }
}

export function presentTicket(shown: ShownTicket, member: StaffMember, now: Instant): TicketPage {
  return {
    ...presentListed(shown.listed, member, now),
    words: shown.words.map(({ id, author, authorName, text, vkAt, attachments, delivery }) => ({
      id,
      by: author.kind,
      name: authorName,
      text,
      at: vkAt.toString(),
      attachments: attachments.map(({ type, raw }) => ({
        kind: type,
        title: attachmentTitle(type, raw),
        file: fileOf(shown, attachmentFile(type, raw)),
      })),
      delivery,
    })),
    notes: shown.notes.map(({ id, staffId, authorName, text, at }) => ({
      id,
      name: authorName,
      isMine: staffId === member.id,
      text,
      at: at.toString(),
    })),
    history: shown.history.map((fact) => ({
      id: fact.id,
      at: fact.at.toString(),
      text: historyText(fact),
      why: historyReason(fact),
    })),
    deadlineExplained: shown.deadlineExplained,
    signature: shown.listed.ownerTitle ?? 'Координатор',
    mayWork: shown.mayWork,
    mates: shown.mates.map(({ id, summary, openedAt }) => ({ id, summary, openedAt: openedAt.toString() })),
    incident: shown.incident,
    colleagues: [...shown.colleagues],
    promise: { offered: shown.promise.offered.map(String), last: String(shown.promise.last) },
    isForwardLimited: shown.isForwardLimited,
  }
}

type File = TicketPage['words'][number]['attachments'][number]['file']

/** What browsers show without a program of their own; anything else is saved. */
const shownImages = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp'])

function fileOf({ copies }: ShownTicket, file: AttachmentFile | null): File {
  if (file === null) return null
  const copy = copies.get(file.name)
  const contentType = copy?.contentType ?? ''
  return {
    name: file.name,
    state: copy?.state ?? 'missing',
    isImage: shownImages.has(contentType),
    isAudio: contentType.startsWith('audio/'),
    bytes: copy?.byteCount ?? null,
  }
}
