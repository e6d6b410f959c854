/** The people of the region as the chooser lists them. */
import type { Person } from '../api/schemas.ts'

export interface PeopleGroup {
  readonly title: string
  readonly people: readonly Person[]
}

const groups: readonly { readonly title: string; readonly roles: readonly string[] }[] = [
  { title: 'Жители', roles: ['citizen'] },
  { title: 'Администраторы', roles: ['administrator'] },
  { title: 'Руководители и наблюдатели', roles: ['head', 'observer'] },
  { title: 'Координаторы', roles: ['coordinator'] },
]

const roleNames: Readonly<Record<string, string>> = {
  citizen: 'житель',
  administrator: 'администратор',
  head: 'руководитель',
  observer: 'наблюдатель',
  coordinator: 'координатор',
}

export function fullName(person: Person): string {
  return `${person.firstName} ${person.lastName}`.trim()
}

/** One line about a person: the institution, or the role when there is none. */
export function personNote(person: Person): string {
  const role = roleNames[person.role] ?? person.role
  if (person.institution === undefined || person.institution === null || person.institution === '')
    return role
  return person.role === 'administrator' ? person.institution : `${role}, ${person.institution}`
}

export function peopleGroups(people: readonly Person[], search: string): readonly PeopleGroup[] {
  const found = people.filter((person) => isFound(`${fullName(person)} ${personNote(person)}`, search))
  const known = new Set(groups.flatMap((group) => group.roles))
  return [
    ...groups.map(({ title, roles }) => ({
      title,
      people: found.filter((person) => roles.includes(person.role)),
    })),
    { title: 'Другие', people: found.filter((person) => !known.has(person.role)) },
  ].filter((group) => group.people.length > 0)
}

/** Every word of the search is somewhere in the text; ё and е are one letter. */
export function isFound(text: string, search: string): boolean {
  const plain = plainText(text)
  return plainText(search)
    .split(/\s+/u)
    .every((word) => plain.includes(word))
}

function plainText(text: string): string {
  return text.trim().toLowerCase().replaceAll('ё', 'е')
}
