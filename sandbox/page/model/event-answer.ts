/** What a bot answers to a callback button, as the person sees it. */

export type EventAnswer =
  | { readonly kind: 'snackbar'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string }

/** Null for what the page cannot show, an app for instance. */
export function readEventAnswer(answer: unknown): EventAnswer | null {
  const fields: Readonly<Record<string, unknown>> =
    typeof answer === 'object' && answer !== null ? Object.fromEntries(Object.entries(answer)) : {}
  const { type, text, link } = fields
  if (type === 'show_snackbar' && typeof text === 'string') return { kind: 'snackbar', text }
  if (type === 'open_link' && typeof link === 'string' && /^https?:\/\//.test(link))
    return { kind: 'link', url: link }
  return null
}
