/** JSON or XML of one shape, as Open311 wants it: a list of records of text. */
export type Field = string | number | boolean | null
export type OpenRecord = Readonly<Record<string, Field>>

export interface Listed {
  /** `services`, `service_requests`, `errors`. */
  readonly list: string
  /** `service`, `request`, `error`. */
  readonly item: string
  readonly records: readonly OpenRecord[]
}

export type Format = 'json' | 'xml'

export const contentTypes: Readonly<Record<Format, string>> = {
  json: 'application/json; charset=utf-8',
  xml: 'text/xml; charset=utf-8',
}

export function spell({ list, item, records }: Listed, format: Format): string {
  if (format === 'json') return JSON.stringify(records)
  const items = records.map((record) => `<${item}>${Object.entries(record).map(element).join('')}</${item}>`)
  return `<?xml version="1.0" encoding="utf-8"?><${list}>${items.join('')}</${list}>`
}

const element = ([name, value]: readonly [string, Field]): string =>
  value === null ? `<${name}/>` : `<${name}>${escaped(String(value))}</${name}>`

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
])

const escaped = (words: string): string =>
  words.replaceAll(/[&<>]/gu, (sign: string) => entities.get(sign) ?? sign)
