/** Unsent words, kept in the browser: an ended session or a closed tab loses none of them. */
const prefix = 'otklik.draft.'

/** A full or forbidden storage must not stop anybody from writing. */
export function keepDraft(ticketId: number, kind: 'answer' | 'note', text: string): void {
  try {
    const name = `${prefix}${kind}.${ticketId}`
    if (text.trim() === '') localStorage.removeItem(name)
    else localStorage.setItem(name, text)
  } catch {
    // The words stay on the page.
  }
}

export function readDraft(ticketId: number, kind: 'answer' | 'note'): string {
  try {
    return localStorage.getItem(`${prefix}${kind}.${ticketId}`) ?? ''
  } catch {
    return ''
  }
}

/** Whoever signs out leaves no words of people behind. */
export function forgetDrafts(): void {
  for (const name of Object.keys(localStorage)) if (name.startsWith(prefix)) localStorage.removeItem(name)
}
