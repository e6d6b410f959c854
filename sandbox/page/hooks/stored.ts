/** What this browser remembers. Storage may be switched off or full; the page then only forgets on reload. */

const prefix = 'otklik-sandbox:'

export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(prefix + key)
  } catch {
    return null
  }
}

/** Null forgets the key. */
export function writeStored(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(prefix + key)
    else localStorage.setItem(prefix + key, value)
  } catch {
    // Nothing to decide: what is on the screen stays as it is.
  }
}
