import { useSyncExternalStore } from 'react'
import { formatAddress, type PageAddress } from '../model/address.ts'

/** The page's hash, current after links, the back button and edits by hand. */
export function useHash(): string {
  return useSyncExternalStore(onHashChange, readHash)
}

/** A new entry of the history, so that «назад» on a phone returns from a conversation to the list. */
export function openAddress(address: PageAddress): void {
  location.hash = formatAddress(address)
}

function onHashChange(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}

function readHash(): string {
  return location.hash
}
