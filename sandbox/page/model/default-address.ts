/** Whom to show first: a citizen with a public community, and an administrator with the staff's community. */
import type { Community, Person, SandboxState } from '../api/schemas.ts'
import type { PageAddress, PaneAddress } from './address.ts'

// The hint offers a question about a road, so the first pair is the one that such a question concerns.
const exampleName = /дорог|дорож/iu

/** Fills the sides that the address leaves out or that name a person the sandbox does not know. */
export function completeAddress(address: PageAddress, state: SandboxState): PageAddress {
  return {
    left: known(address.left, state) ?? defaultPane(state, 'citizen'),
    right: known(address.right, state) ?? defaultPane(state, 'administrator'),
    tab: address.tab,
  }
}

export function defaultGroupId(role: string, communities: readonly Community[]): number | null {
  const isStaff = role !== 'citizen'
  const suitable = communities.filter((community) => (community.purpose === 'staff') === isStaff)
  const example = suitable.find((community) => exampleName.test(community.name))
  return (example ?? suitable[0] ?? communities[0])?.groupId ?? null
}

function known(pane: PaneAddress | null, state: SandboxState): PaneAddress | null {
  if (pane === null || !state.users.some((person) => person.userId === pane.userId)) return null
  const hasCommunity = state.communities.some((community) => community.groupId === pane.groupId)
  return hasCommunity ? pane : { userId: pane.userId, groupId: null }
}

function defaultPane(state: SandboxState, role: string): PaneAddress | null {
  const suitable = state.users.filter((user) => user.role === role)
  const example = role === 'administrator' ? exampleAdministrator(suitable, state.communities) : undefined
  const person = example ?? suitable[0] ?? state.users[0]
  return person === undefined
    ? null
    : { userId: person.userId, groupId: defaultGroupId(person.role, state.communities) }
}

/** The one whose institution is named most like the community of the example: «Комитет дорог Зарянска», «Дороги Зарянска». */
function exampleAdministrator(
  people: readonly Person[],
  communities: readonly Community[],
): Person | undefined {
  const name = communities.find(
    (community) => community.purpose !== 'staff' && exampleName.test(community.name),
  )?.name
  if (name === undefined) return undefined
  const wanted = wordBeginnings(name)
  const scored = people.map((person) => ({
    person,
    score: wordBeginnings(person.institution ?? '').filter((word) => wanted.includes(word)).length,
  }))
  return scored.sort((one, other) => other.score - one.score)[0]?.person
}

/** Words without their endings, so that cases do not matter. */
function wordBeginnings(text: string): readonly string[] {
  return (text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).map((word) => word.slice(0, 5))
}
