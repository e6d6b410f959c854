/** Whose figures a person may read: the region's, those of municipalities, or those of the own institutions. */
import type { Dimension } from '../../domain/figures/contribution.ts'
import { everybody } from '../../domain/figures/contribution.ts'
import type { StaffMember, StaffRoster } from '../../domain/staff.ts'
import type { Directory } from '../../domain/directory.ts'
import type { GroupBy } from './ports.ts'

export type FigureScope =
  | { readonly kind: 'region' }
  | { readonly kind: 'municipalities'; readonly ids: readonly number[] }
  | { readonly kind: 'institutions'; readonly ids: readonly number[] }

/** Members whose sums are asked for together. */
export interface FigureSelection {
  readonly dimension: Dimension
  readonly members: readonly string[]
}

/** The widest of a person's posts decides. An observer without an institution looks at what a coordinator would. */
export function figureScopeOf({ memberships }: Pick<StaffMember, 'memberships'>): FigureScope {
  const wide = memberships.filter(
    ({ role, institutionId }) => role === 'coordinator' || (role === 'observer' && institutionId === null),
  )
  if (wide.some(({ municipalityId }) => municipalityId === null)) return { kind: 'region' }
  const present = (id: number | null): readonly number[] => (id === null ? [] : [id])
  if (wide.length > 0)
    return { kind: 'municipalities', ids: wide.flatMap(({ municipalityId }) => present(municipalityId)) }
  return {
    kind: 'institutions',
    ids: memberships.flatMap(({ institutionId }) => present(institutionId)),
  }
}

interface People {
  readonly directory: Directory
  readonly roster: StaffRoster
}

/** Sums of topics are not kept apart by municipality, those of people not by institution: they are the region's. */
export function mayGroup(scope: FigureScope, by: GroupBy): boolean {
  if (scope.kind === 'region') return true
  return scope.kind === 'municipalities' ? by !== 'topic' : by === 'institution'
}

/** Null: every member. */
export function visibleMembers(
  scope: FigureScope,
  by: GroupBy,
  { directory, roster }: People,
): ReadonlySet<string> | null {
  if (scope.kind === 'region') return null
  if (!mayGroup(scope, by)) return new Set()
  if (scope.kind === 'institutions') return new Set(scope.ids.map(String))
  const isOwn = ({ municipalityId }: { readonly municipalityId: number | null }): boolean =>
    municipalityId !== null && scope.ids.includes(municipalityId)
  const institutions = [...directory.institutions.values()].filter(isOwn)
  const posts = new Set<number>(institutions.map(({ id }) => id))
  switch (by) {
    case 'institution':
      return new Set(institutions.map(({ id }) => String(id)))
    case 'kind':
      return new Set(institutions.map(({ kind }) => kind))
    case 'municipality':
      return new Set(scope.ids.map(String))
    case 'community':
      return new Set(
        [...directory.communities.values()].filter(isOwn).map((community) => String(community.groupId)),
      )
    case 'administrator':
      return new Set(roster.filter((member) => worksAt(member, posts)).map(({ id }) => String(id)))
    case 'topic':
      return new Set()
  }
}

const worksAt = ({ memberships }: StaffMember, institutions: ReadonlySet<number>): boolean =>
  memberships.some(({ institutionId }) => institutionId !== null && institutions.has(institutionId))

/** Everything the person may see, or one member of it; null: not theirs to see. */
export function selectionOf(
  scope: FigureScope,
  by: GroupBy,
  member: string | undefined,
  people: People,
): FigureSelection | null {
  if (member === undefined) return wholeOf(scope)
  const visible = visibleMembers(scope, by, people)
  if (visible !== null && !visible.has(member)) return null
  if (by !== 'kind') return { dimension: by, members: [member] }
  const own = visibleMembers(scope, 'institution', people)
  const members = [...people.directory.institutions.values()]
    .filter(({ kind, id }) => kind === member && (own === null || own.has(String(id))))
    .map(({ id }) => String(id))
  return { dimension: 'institution', members }
}

function wholeOf(scope: FigureScope): FigureSelection {
  if (scope.kind === 'region') return { dimension: 'total', members: [everybody] }
  const members = scope.ids.map(String)
  return { dimension: scope.kind === 'municipalities' ? 'municipality' : 'institution', members }
}
