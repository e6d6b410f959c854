/** Where one is in the console, kept in the address: `#today/1001`, `#figures`, `#directory/people`. */
import type { QueueFilterName } from '../api/client.ts'

export const sections = ['queue', 'figures', 'map', 'directory', 'quality'] as const
export type Section = (typeof sections)[number]

export interface Place {
  readonly section: Section
  readonly filter: QueueFilterName
  readonly ticketId: number | null
  /** Of a section with several pages; empty: its first. */
  readonly tab: string
}

export const filterTitles = {
  open: 'Все',
  burning: 'Горит',
  today: 'Сегодня',
  mine: 'Мои',
  waiting: 'Ждём жителя',
  unowned: 'Без ответственного',
  closed: 'Закрытые',
} as const satisfies Readonly<Record<QueueFilterName, string>>

const isFilter = (name: string): name is QueueFilterName => Object.hasOwn(filterTitles, name)
const isSection = (name: string): name is Section => sections.some((section) => section === name)

export function readPlace(hash: string): Place {
  const [name = '', detail = ''] = hash.replace(/^#/u, '').split('/')
  if (isSection(name) && name !== 'queue')
    return { section: name, filter: 'open', ticketId: null, tab: /^[\w-]{0,40}$/u.test(detail) ? detail : '' }
  return {
    section: 'queue',
    filter: isFilter(name) ? name : 'open',
    ticketId: /^[1-9]\d{0,14}$/u.test(detail) ? Number(detail) : null,
    tab: '',
  }
}

export function writePlace({ section, filter, ticketId, tab }: Place): string {
  if (section !== 'queue') return `#${section}${tab === '' ? '' : `/${tab}`}`
  return `#${filter}${ticketId === null ? '' : `/${ticketId}`}`
}

/** The code that the bot's link carries; null when there is none. */
export const readCode = (hash: string): string | null => /^#code=([\w-]{8,9})$/u.exec(hash)?.[1] ?? null

const refusals: Readonly<Record<string, string>> = {
  notStaff: 'Вас пока нет в команде. Попросите координатора прислать код для сотрудника.',
  vkIdFailed: 'VK ID не подтвердил вход. Попробуйте ещё раз или войдите по коду от бота.',
}

/** Why VK ID did not sign in; null when it was not asked. */
export const readRefusal = (hash: string): string | null =>
  refusals[/^#refused=(\w{1,20})$/u.exec(hash)?.[1] ?? ''] ?? null
