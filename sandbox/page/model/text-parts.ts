/** Splits a message's text into plain text, links and VK mentions; what is drawn from them is always text, never markup. */

export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  | { readonly kind: 'community'; readonly text: string; readonly groupId: number }
  | { readonly kind: 'person'; readonly text: string; readonly userId: number }

// `[club1|Name]` and `[https://…|Name]` as VK writes them, `@club1 (Name)` as people type them, and bare addresses.
const mark =
  /\[(?<owner>club|public|event|id)(?<ownerId>\d{1,15})\|(?<ownerName>[^\]\n]+)\]|\[(?<target>https?:\/\/[^\s|\]]+)\|(?<targetName>[^\]\n]+)\]|[@*](?<typed>club|public|id)(?<typedId>\d{1,15})(?: ?\((?<typedName>[^)\n]+)\))?|(?<url>https?:\/\/[^\s<>"«»]+)/gu

export function textParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = []
  let end = 0
  for (const match of text.matchAll(mark)) {
    const part = markedPart(match)
    if (part === null) continue
    if (match.index > end) parts.push({ kind: 'text', text: text.slice(end, match.index) })
    parts.push(part.value)
    end = match.index + part.length
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) })
  return parts
}

/** The community that an address of VK leads to: `https://vk.me/club1003`, `https://vk.com/public1003`. */
export function communityOfUrl(url: string): number | null {
  const match =
    /^https?:\/\/(?:m\.)?vk\.(?:me|com|ru)\/(?:club|public|im\?sel=-|write-)(\d{1,15})(?:[?#/]|$)/.exec(url)
  return match === null ? null : Number(match[1])
}

function markedPart(match: RegExpExecArray): { readonly value: TextPart; readonly length: number } | null {
  const groups = match.groups ?? {}
  const owner = groups['owner'] ?? groups['typed']
  if (owner !== undefined) {
    const id = Number(groups['ownerId'] ?? groups['typedId'])
    const name = groups['ownerName'] ?? groups['typedName'] ?? match[0]
    return { value: mention(owner, id, name), length: match[0].length }
  }
  if (groups['target'] !== undefined) {
    return {
      value: link(groups['target'], groups['targetName'] ?? groups['target']),
      length: match[0].length,
    }
  }
  // A full stop or a bracket after an address belongs to the sentence.
  const url = (groups['url'] ?? '').replace(/[.,:;!?)\]]+$/u, '')
  return url.length > 'https://'.length ? { value: link(url, url), length: url.length } : null
}

function mention(owner: string, id: number, name: string): TextPart {
  return owner === 'id'
    ? { kind: 'person', text: name, userId: id }
    : { kind: 'community', text: name, groupId: id }
}

function link(url: string, text: string): TextPart {
  const groupId = communityOfUrl(url)
  return groupId === null ? { kind: 'link', text, url } : { kind: 'community', text, groupId }
}

/** The text on one line, with mentions as names: for previews and quotes. */
export function plainMessageText(text: string): string {
  return textParts(text)
    .map((part) => part.text)
    .join('')
    .replaceAll(/\s+/gu, ' ')
}
