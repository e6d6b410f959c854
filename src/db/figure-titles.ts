/** What members of a dimension are called at present, and to which group of members they belong. */
import type { Queried } from './queried.ts'
import type { FigureQuery } from '../app/statistics/ports.ts'

export const coordinators = 'Координаторы'
const unknown = 'не определено'

export interface MemberName {
  readonly group: string
  readonly title: string
  readonly kind: string | null
}

/** Null: the member is not asked for. */
export type NameMember = (member: string) => MemberName | null

interface Named {
  readonly member: string
  readonly title: string
}

const titles = {
  municipality: 'select id::text as member, title from municipalities',
  topic: 'select id as member, title from topics',
  community: 'select group_id::text as member, title from communities',
  administrator: `select id::text as member, trim(first_name || ' ' || last_name) as title from staff`,
} as const

export async function nameMembers(pool: Queried, { by, municipalityIds }: FigureQuery): Promise<NameMember> {
  if (by === 'institution' || by === 'kind') return nameInstitutions(pool, by, municipalityIds)
  const { rows } = await pool.query<Named>(titles[by])
  const known = new Map(rows.map(({ member, title }) => [member, title]))
  return (member) => ({
    group: member,
    title: known.get(member) ?? (member === '-' ? unknown : member),
    kind: null,
  })
}

async function nameInstitutions(
  pool: Queried,
  by: 'institution' | 'kind',
  municipalityIds: readonly number[] | null,
): Promise<NameMember> {
  const { rows } = await pool.query<
    Named & { readonly kind: string; readonly municipality_id: number | null }
  >('select id::text as member, short_title as title, kind, municipality_id from institutions')
  const known = new Map(rows.map((row) => [row.member, row]))
  return (member) => {
    const found = known.get(member)
    const place = found?.municipality_id ?? null
    const isAsked = municipalityIds === null || (place !== null && municipalityIds.includes(place))
    if (!isAsked) return null
    if (found === undefined) return { group: '-', title: coordinators, kind: null }
    return by === 'kind'
      ? { group: found.kind, title: found.kind, kind: found.kind }
      : { group: member, title: found.title, kind: found.kind }
  }
}
