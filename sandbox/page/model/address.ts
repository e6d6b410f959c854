/**
 * What the address bar remembers: who sits at each side and which dialog is open, so that links and reloads keep it.
 * `#left=5001:1003&right=5101:1000&tab=right`; a side without a dialog is only the person, `left=5001`.
 */

export type Side = 'left' | 'right'

export interface PaneAddress {
  readonly userId: number
  readonly groupId: number | null
}

export interface PageAddress {
  readonly left: PaneAddress | null
  readonly right: PaneAddress | null
  /** The side that a phone shows. */
  readonly tab: Side
}

export function parseAddress(hash: string): PageAddress {
  const fields = new URLSearchParams(hash.replace(/^#/, ''))
  return {
    left: parsePane(fields.get('left')),
    right: parsePane(fields.get('right')),
    tab: fields.get('tab') === 'right' ? 'right' : 'left',
  }
}

export function formatAddress(address: PageAddress): string {
  const fields = [
    address.left === null ? null : `left=${formatPane(address.left)}`,
    address.right === null ? null : `right=${formatPane(address.right)}`,
    address.tab === 'right' ? 'tab=right' : null,
  ]
  return `#${fields.filter((field) => field !== null).join('&')}`
}

function parsePane(field: string | null): PaneAddress | null {
  const match = /^(\d{1,15})(?::(\d{1,15}))?$/.exec(field ?? '')
  if (match === null) return null
  return { userId: Number(match[1]), groupId: match[2] === undefined ? null : Number(match[2]) }
}

function formatPane(pane: PaneAddress): string {
  return pane.groupId === null ? String(pane.userId) : `${pane.userId}:${pane.groupId}`
}
