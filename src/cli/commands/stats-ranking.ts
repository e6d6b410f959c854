/** `otklik stats --ranking`: leagues of like institutions, trend before place, one piece of advice for each. */
import type { League } from '../../app/statistics/leagues.ts'
import { type Place, casesMin } from '../../domain/figures/ranking.ts'

export function describeLeagues(leagues: readonly League[], period: string): string {
  return [
    `Кто отвечает в срок, ${period}`,
    '',
    ...leagues.flatMap(({ kind, places }) => [`${kind} (${places.length})`, ...places.map(line), '']),
    `Сравниваются только похожие учреждения. Меньше ${casesMin} обращений — без места: «мало данных».`,
    'Доля в срок притянута к средней по лиге тем сильнее, чем меньше обращений (docs/metrics.md).',
    '',
  ].join('\n')
}

function line({ title, trend, place, cases, share, shrunk, advice, praise }: Place): string {
  const position = place === null ? 'мало данных' : `место ${place}`
  const percent = (value: number | null): string => (value === null ? '—' : `${Math.round(value * 100)} %`)
  const figures = `в срок ${percent(share)} из ${cases}, для сравнения ${percent(shrunk)}`
  const words = [...(praise === null ? [] : [praise]), advice].join(' ')
  return `  ${trendInWords(trend)}  ${title} — ${position}; ${figures}\n        ${words}`
}

const steadyMax = 0.01

function trendInWords(trend: number | null): string {
  if (trend === null) return 'нет сравнения'
  if (Math.abs(trend) < steadyMax) return 'без изменений'
  const points = Math.round(Math.abs(trend) * 100)
  return trend > 0 ? `лучше на ${points} п. п.` : `хуже на ${points} п. п.`
}
