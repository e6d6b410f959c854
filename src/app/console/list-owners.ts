/** Whom a ticket may be forwarded to: likely ones first, others by a part of their name. */
import type { TicketRefusal } from '../../domain/desk.ts'
import type { Institution } from '../../domain/directory.ts'
import type { TicketId } from '../../domain/ids.ts'
import { type Result, success } from '../../domain/result.ts'
import { listLikelyOwners } from '../list-likely-owners.ts'
import { type ConsoleWork, type Worker, consolePlace } from './work-at-console.ts'

export interface Owners {
  readonly likely: readonly Institution[]
  readonly others: readonly Institution[]
}

const othersMax = 30

export async function listOwners(
  console: ConsoleWork,
  worker: Worker,
  { id, search }: { readonly id: TicketId; readonly search: string },
): Promise<Result<Owners, TicketRefusal>> {
  const place = consolePlace(console, worker)
  const likely = await listLikelyOwners(place, worker.member, id)
  if (!likely.ok) return likely
  const owner = (await place.work.ticket(id))?.institutionId ?? null
  const words = wordsOf(search)
  const fits = (institution: Institution): boolean => {
    const names = wordsOf(`${institution.title} ${institution.shortTitle}`)
    return words.every((word) => names.some((name) => name.startsWith(word)))
  }
  const others = [...worker.region.directory.institutions.values()]
    .filter((institution) => institution.id !== owner && fits(institution))
    .toSorted((left, right) => left.shortTitle.localeCompare(right.shortTitle, 'ru'))
  return success({ likely: words.length === 0 ? likely.value : [], others: others.slice(0, othersMax) })
}

const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .match(/[\p{L}\d]+/gu) ?? []
