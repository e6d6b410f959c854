import type { Directory } from '../domain/directory.ts'
import { routeInWords } from '../domain/route-in-words.ts'
import type { RouteReason } from '../domain/routing.ts'
import type { Ticket } from '../domain/ticket.ts'

/** Why the ticket is with its present owner, with the titles of today. */
export function explainRoute(ticket: Ticket, reason: RouteReason, directory: Directory): string {
  const { topicId, municipalityId, institutionId, topicConfidence } = ticket
  return routeInWords({
    topicTitle: topicId === null ? null : (directory.topics.get(topicId)?.title ?? null),
    confidence: topicConfidence,
    municipalityTitle:
      municipalityId === null ? null : (directory.municipalities.get(municipalityId)?.title ?? null),
    ownerTitle:
      institutionId === null ? null : (directory.institutions.get(institutionId)?.shortTitle ?? null),
    reason,
  })
}
