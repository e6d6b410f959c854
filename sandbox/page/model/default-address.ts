/** Whom to show first: a citizen with a public community, and an administrator with the staff's community. */
import type { Community, Person, SandboxState } from '../api/schemas.ts'
import type { PageAddress, PaneAddress } from './address.ts'

const staffName = /сотрудник|служебн|персонал|рабоч|кабинет|администратор/iu

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

export function defaultGroupId(person: Person, communities: readonly Community[]): number | null {
  const isStaff = person.role !== 'citizen'
  const suitable = communities.filter((community) => staffName.test(community.name) === isStaff)
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
  const example = suitable.find((user) => exampleName.test(user.institution ?? ''))
  const person = example ?? suitable[0] ?? state.users[0]
  return person === undefined
    ? null
    : { userId: person.userId, groupId: defaultGroupId(person, state.communities) }
}
