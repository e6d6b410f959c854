/**
 * How last month's tickets would have gone by a changed directory. Each ticket is routed twice by the same rules of the
 * product, once as things stand and once as they would be; what a person chose or corrected stays as it was.
 */
import type { Directory } from '../../domain/directory.ts'
import { type GroupId, type MunicipalityId, type TopicId, municipalityId } from '../../domain/ids.ts'
import { routeInWords } from '../../domain/route-in-words.ts'
import { type Route, route } from '../../domain/routing.ts'
import type { Understand } from '../../domain/understanding.ts'
import { directoryOf } from './directory-of-records.ts'
import type { DirectoryRecords } from './records.ts'

export interface PastTicket {
  readonly id: number
  readonly groupId: GroupId
  readonly topicId: TopicId | null
  /** 1: chosen by a person. */
  readonly confidence: number | null
  /** Code in the directory. */
  readonly municipality: string | null
  /** What the citizen wrote first. */
  readonly text: string
}

export interface WhatIf {
  readonly tickets: number
  readonly topicChanged: number
  readonly ownerChanged: number
  /** The most frequent moves first: «Комитет дорог → Водоканал». */
  readonly moves: readonly { readonly from: string; readonly to: string; readonly tickets: number }[]
  /** Some of the tickets that would go elsewhere, without anything that their citizens wrote. */
  readonly sample: readonly { readonly id: number; readonly before: string; readonly after: string }[]
}

const sampleMax = 10
const movesMax = 10

export function compareRouting(
  tickets: readonly PastTicket[],
  before: DirectoryRecords,
  after: DirectoryRecords,
  buildUnderstand: (directory: Directory) => Understand,
): WhatIf {
  const [old, next] = [worldOf(before, buildUnderstand), worldOf(after, buildUnderstand)]
  const compared = tickets.map((ticket) => ({
    id: ticket.id,
    before: goes(ticket, old),
    after: goes(ticket, next),
  }))
  const moved = compared.filter((pair) => pair.before.owner !== pair.after.owner)
  return {
    tickets: tickets.length,
    topicChanged: compared.filter((pair) => pair.before.topicId !== pair.after.topicId).length,
    ownerChanged: moved.length,
    moves: movesOf(moved),
    sample: moved
      .slice(0, sampleMax)
      .map((pair) => ({ id: pair.id, before: pair.before.words, after: pair.after.words })),
  }
}

interface World {
  readonly directory: Directory
  readonly municipalityByCode: ReadonlyMap<string, MunicipalityId>
  readonly understand: Understand
}

interface Way {
  readonly topicId: TopicId | null
  /** Short title; the coordinators have one as well. */
  readonly owner: string
  readonly words: string
}

function worldOf(records: DirectoryRecords, buildUnderstand: (directory: Directory) => Understand): World {
  const directory = directoryOf(records)
  return {
    directory,
    municipalityByCode: new Map(Array.from(directory.municipalities.values(), ({ code, id }) => [code, id])),
    understand: buildUnderstand(directory),
  }
}

function goes(ticket: PastTicket, { directory, municipalityByCode, understand }: World): Way {
  const understood = understand(ticket.text)
  const guess = isChosen(ticket, directory)
    ? { topicId: ticket.topicId, confidence: ticket.confidence }
    : (understood.topics[0] ?? { topicId: null, confidence: null })
  const place = ticket.municipality === null ? null : (municipalityByCode.get(ticket.municipality) ?? null)
  const routed = route(
    {
      topicId: guess.topicId,
      municipalityId: place,
      communityId: ticket.groupId,
      namedIds: understood.place.institutionIds ?? [],
    },
    directory,
  )
  return {
    topicId: guess.topicId,
    owner: ownerOf(routed, directory),
    words: inWords(guess, place, routed, directory),
  }
}

/** A topic that people chose stays as long as it exists; the bot's guesses are made anew. */
const isChosen = ({ topicId, confidence }: PastTicket, { topics }: Directory): boolean =>
  confidence === 1 && topicId !== null && topics.has(topicId)

const ownerOf = ({ institutionId }: Route, { institutions }: Directory): string =>
  (institutionId === null ? undefined : institutions.get(institutionId)?.shortTitle) ?? 'координаторы'

const inWords = (
  { topicId, confidence }: { readonly topicId: TopicId | null; readonly confidence: number | null },
  place: MunicipalityId | null,
  routed: Route,
  directory: Directory,
): string =>
  routeInWords({
    topicTitle: topicId === null ? null : (directory.topics.get(topicId)?.title ?? null),
    confidence,
    municipalityTitle:
      place === null ? null : (directory.municipalities.get(municipalityId(place))?.title ?? null),
    ownerTitle: ownerOf(routed, directory),
    reason: routed.reason,
  })

function movesOf(moved: readonly { readonly before: Way; readonly after: Way }[]): WhatIf['moves'] {
  const counts = new Map<string, { from: string; to: string; tickets: number }>()
  for (const { before, after } of moved) {
    const key = `${before.owner}\n${after.owner}`
    const known = counts.get(key) ?? { from: before.owner, to: after.owner, tickets: 0 }
    known.tickets += 1
    counts.set(key, known)
  }
  return [...counts.values()].toSorted((left, right) => right.tickets - left.tickets).slice(0, movesMax)
}
