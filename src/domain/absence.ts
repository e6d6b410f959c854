/** «Я в отпуске до 10 июля, замещает Иванова»: read from plain words. */
import { Temporal, type PlainDate } from './time.ts'

export type AbsenceWords =
  /** The last day of the absence, and who stands in, as written; null when nobody was named. */
  | { readonly kind: 'away'; readonly until: PlainDate; readonly deputy: string | null }
  | { readonly kind: 'back' }

/** Null when the words say something else, or name no day that lies ahead. */
export function readAbsence(text: string, today: PlainDate): AbsenceWords | null {
  const words = text.trim().toLowerCase().replaceAll('ё', 'е').replace(/\s+/gu, ' ')
  if (words.length > lengthMax) return null
  if (back.test(words)) return { kind: 'back' }
  const found = away.exec(words)
  const until = found === null ? null : readDay(found.groups ?? {}, today)
  if (found === null || until === null) return null
  return { kind: 'away', until, deputy: found.groups?.['deputy']?.trim() ?? null }
}

const lengthMax = 120
const back = /^\/?(?:я )?(?:вернул(?:ся|ась)|выш(?:ел|ла))(?: (?:из отпуска|с больничного|на работу))?[.!]?$/u
const months = ['янв', 'фев', 'мар', 'апр', 'ма', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек']
const dayPattern =
  '(?<day>\\d{1,2})(?:\\.(?<number>\\d{1,2})(?:\\.(?<year>\\d{4}|\\d{2}))?| (?<month>[а-я]{3,8})(?: (?<writtenYear>\\d{4}))?)'
const away = new RegExp(
  `^/?(?:я )?(?:в отпуске|отпуск|на больничном|больничный|меня не будет|в командировке) (?:по|до) ${dayPattern}(?: г(?:ода|\\.)?)?(?:[,.;]? (?:меня )?(?:замещает|заменяет|вместо меня)[ :—-]*(?<deputy>[^.]{2,60}))?[.!]?$`,
  'u',
)

function readDay(
  groups: { readonly [name: string]: string | undefined },
  today: PlainDate,
): PlainDate | null {
  const { day, number, year, month, writtenYear } = groups
  const index =
    month === undefined ? Number(number) : months.findIndex((start) => month.startsWith(start)) + 1
  const written = year ?? writtenYear
  const fullYear =
    written === undefined ? today.year : Number(written.length === 2 ? `20${written}` : written)
  if (index < 1 || index > 12) return null
  try {
    const date = Temporal.PlainDate.from(
      { year: fullYear, month: index, day: Number(day) },
      { overflow: 'reject' },
    )
    if (Temporal.PlainDate.compare(date, today) >= 0) return date
    // «До 10 января», said in December.
    return written === undefined ? date.add({ years: 1 }) : null
  } catch {
    // 31 June.
    return null
  }
}
