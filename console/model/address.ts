/** Where one is in the console, kept in the address: `#today/1001`. */
import type { QueueFilterName } from '../api/client.ts'

export interface Place {
  readonly filter: QueueFilterName
  readonly ticketId: number | null
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

export function readPlace(hash: string): Place {
  const [name = '', id = ''] = hash.replace(/^#/u, '').split('/')
  return { filter: isFilter(name) ? name : 'open', ticketId: /^[1-9]\d{0,14}$/u.test(id) ? Number(id) : null }
}

export const writePlace = ({ filter, ticketId }: Place): string =>
  `#${filter}${ticketId === null ? '' : `/${ticketId}`}`

/** The code that the bot's link carries; null when there is none. */
export const readCode = (hash: string): string | null => /^#code=([\w-]{8,9})$/u.exec(hash)?.[1] ?? null
