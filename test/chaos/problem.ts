/** Something that should not be so after a run, with the dialogue it is about; 0 where it is about none. */
export interface Problem {
  readonly groupId: number
  readonly peerId: number
  readonly what: string
}

export const problem = (
  { groupId, peerId }: { readonly groupId: number; readonly peerId: number },
  what: string,
): Problem => ({ groupId, peerId, what })

/** The beginning of a text, on one line. */
export const cut = (text = ''): string =>
  (text.length > 60 ? `${text.slice(0, 60)}…` : text).replaceAll('\n', ' ')
