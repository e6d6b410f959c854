/** One thing to do, for people who have no specialist: what costs them most of their lateness. And what is good. */
import { durationInWords, plural } from '../moment-in-words.ts'
import type { Figures } from './figures.ts'

const weekdaysDative = [
  'понедельникам',
  'вторникам',
  'средам',
  'четвергам',
  'пятницам',
  'субботам',
  'воскресеньям',
] as const

/** Parts of a day: from, to, and how people say it. */
const dayParts = [
  { from: 0, to: 10, words: 'до 10:00' },
  { from: 10, to: 14, words: 'с 10:00 до 14:00' },
  { from: 14, to: 18, words: 'с 14:00 до 18:00' },
  { from: 18, to: 24, words: 'после 18:00' },
] as const

const lateMin = 4
const concentrationMin = 0.3
const forwardedMany = 0.2
const reopenedMany = 0.15
const promisesFew = 0.7
const overdueMany = 0.1

export interface Advised {
  readonly figures: Figures
  readonly lateHeat: readonly number[]
}

export function adviceFor({ figures, lateHeat }: Advised): string {
  const { replySla, overdue, open, routing, reopenedShare, promises, ownerResponse } = figures
  const late = concentration(lateHeat)
  if (late !== null)
    return `${percent(late.share)} ваших опозданий — обращения, которые пришли по ${late.weekday} ${late.part}. Договоритесь, кто смотрит их первым.`
  if (overdue > 0 && (replySla.share ?? 1) < 1 - overdueMany)
    return `Сейчас просрочено: ${overdue} из ${open} открытых. Начните с самых старых — хотя бы напишите, когда ответите.`
  if ((routing.forwardsPerTicket ?? 0) >= forwardedMany)
    return `${percent(routing.forwardsPerTicket ?? 0)} обращений вы передаёте другим. Скажите координатору, какие темы не ваши: их сразу будут отправлять верно.`
  if ((reopenedShare ?? 0) >= reopenedMany)
    return `${percent(reopenedShare ?? 0)} ответов жители возвращают. Пишите, что сделано, кем и когда, — и прикладывайте фото.`
  if (promises.kept + promises.broken > 0 && (promises.keptShare ?? 1) < promisesFew)
    return `В обещанный срок сделано ${percent(promises.keptShare ?? 0)}. Называйте дату с запасом.`
  const { median, p90 } = ownerResponse.working
  if (median !== null && p90 !== null && p90 > median * 8)
    return `Обычно вы отвечаете за ${durationInWords(median)}, но каждое десятое обращение ждёт дольше ${durationInWords(p90)} рабочего времени. Просматривайте очередь в конце дня.`
  return 'Так и продолжайте: слабого места по этим данным не видно.'
}

interface Concentration {
  readonly share: number
  readonly weekday: string
  readonly part: string
}

/** The part of a weekday in which most of what was answered late had come; null when there is none to speak of. */
function concentration(lateHeat: readonly number[]): Concentration | null {
  const total = sum(lateHeat)
  if (total < lateMin) return null
  const slots = weekdaysDative.flatMap((weekday, day) =>
    dayParts.map(({ from, to, words }) => ({
      weekday,
      part: words,
      share: sum(lateHeat.slice(day * 24 + from, day * 24 + to)) / total,
    })),
  )
  const worst = slots.reduce((most, slot) => (slot.share > most.share ? slot : most))
  return worst.share >= concentrationMin ? worst : null
}

const praiseShare = 0.95
const praiseTrend = 0.05
const quickSeconds = 3_600

/** Null when there is nothing to praise honestly. */
export function praiseFor(figures: Figures, trend: number | null, shrunk: number | null): string | null {
  if (shrunk === null) return null
  if (trend !== null && trend >= praiseTrend)
    return `Стало лучше: в срок — на ${Math.round(trend * 100)} п. п. больше, чем за прошлый срок.`
  if (shrunk >= praiseShare) return 'Почти всё — в срок.'
  const { median } = figures.ownerResponse.working
  if (median !== null && median <= quickSeconds)
    return `Половина ответов — быстрее чем за ${durationInWords(median)} рабочего времени.`
  const { helped, rated } = figures.rating
  if (rated >= 5 && helped / rated >= 0.8)
    return `Помогло ${helped} ${plural(helped, 'человеку', 'людям', 'людям')} из ${rated} оценивших.`
  return null
}

const percent = (share: number): string => `${Math.round(share * 100)} %`
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
