/** Initials and a colour that stay the same for one person or community. */

export const avatarColours = 8

export function initials(name: string): string {
  const words = name
    .replaceAll(/[«»"“”„№(),.]/gu, ' ')
    .split(/\s+/u)
    .filter((word) => /^[\p{L}\d]/u.test(word))
  const [first = '', second = ''] = words
  return `${first.slice(0, 1)}${second.slice(0, 1)}`.toUpperCase()
}

/** Neighbouring ids get colours that are far apart. */
export function avatarColour(id: number): number {
  return (id * 5 + Math.floor(id / avatarColours)) % avatarColours
}
