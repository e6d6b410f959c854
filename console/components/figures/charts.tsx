import { useMemo } from 'react'
import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/statistics-schemas.ts'
import { useLoaded } from '../../hooks/use-loaded.ts'
import { durationInWords, longDay } from '../../model/due.ts'
import { Loading } from '../loading.tsx'
import { Chart } from './chart.tsx'

type Series = z.output<typeof schemas.series>
type Distribution = z.output<typeof schemas.distribution>
type HeatMap = z.output<typeof schemas.heatMap>

interface Props {
  readonly query: Readonly<Record<string, string>>
  readonly step: 'day' | 'week'
}

export function Charts({ query, step }: Props) {
  const series = useLoaded<Series>('/statistics/series', { ...query, step })
  const distribution = useLoaded<Distribution>('/statistics/distribution', query)
  const heat = useLoaded<HeatMap>('/statistics/heatmap', query)
  return (
    <div className="charts">
      <Loading of={series}>{({ points }) => <SeriesChart points={points} />}</Loading>
      <Loading of={distribution}>{({ bands }) => <DistributionChart bands={bands} />}</Loading>
      <Loading of={heat}>{({ hours }) => <HeatChart hours={hours} />}</Loading>
    </div>
  )
}

const [blue, green] = ['#2d81e0', '#3f8f4f']

function SeriesChart({ points }: Pick<Series, 'points'>) {
  const option = useMemo(() => {
    const line = (name: string, key: string, color: string) => ({
      name,
      type: 'line',
      showSymbol: points.length < 40,
      symbolSize: 8,
      color,
      data: points.map(({ values }) => values[key] ?? null),
    })
    return {
      xAxis: { type: 'category', data: points.map(({ from }) => longDay(from)) },
      yAxis: { type: 'value', minInterval: 1 },
      series: [line('Пришло', 'received', blue), line('Отвечено', 'answered', green)],
    }
  }, [points])
  const sum = points.reduce((all, { values }) => all + (values['received'] ?? 0), 0)
  return (
    <Chart
      title="Пришло и отвечено"
      summary={`Всего пришло ${sum}, точек на графике ${points.length}.`}
      option={option}
      rows={[
        ['День', 'Пришло', 'Отвечено'],
        ...points.map(({ from, values }) => [
          from,
          String(values['received'] ?? 0),
          String(values['answered'] ?? 0),
        ]),
      ]}
    />
  )
}

const bandInWords = ({ fromSeconds, toSeconds }: Distribution['bands'][number]): string =>
  toSeconds === null
    ? `дольше ${durationInWords(fromSeconds * 1000)}`
    : `до ${durationInWords(toSeconds * 1000)}`

function DistributionChart({ bands }: Pick<Distribution, 'bands'>) {
  const option = useMemo(
    () => ({
      xAxis: { type: 'category', data: bands.map(bandInWords) },
      yAxis: { type: 'value', minInterval: 1 },
      series: [{ name: 'Ответов', type: 'bar', color: blue, data: bands.map(({ count }) => count) }],
    }),
    [bands],
  )
  const largest = bands.toSorted((left, right) => right.count - left.count)[0]
  const summary =
    largest === undefined || largest.count === 0
      ? 'Ответов не было.'
      : `Чаще всего отвечают ${bandInWords(largest)}: ${largest.count}.`
  const rows = [['Сколько ждали', 'Ответов'], ...bands.map((band) => [bandInWords(band), String(band.count)])]
  return <Chart title="Как быстро отвечают" summary={summary} option={option} rows={rows} />
}

const days = ['Пн', 'Вт', 'Ср', 'Чт', 'Пт', 'Сб', 'Вс'] as const

function HeatChart({ hours }: Pick<HeatMap, 'hours'>) {
  const largest = Math.max(1, ...hours)
  const option = useMemo(
    () => ({
      tooltip: {
        renderMode: 'richText',
        formatter: ({ value }: { readonly value: readonly [number, number, number] }) =>
          `${days[value[1]] ?? ''}, ${value[0]}:00 — ${value[2]}`,
      },
      xAxis: { type: 'category', data: Array.from({ length: 24 }, (_, hour) => String(hour)) },
      yAxis: { type: 'category', data: days, inverse: true },
      visualMap: { show: false, min: 0, max: largest, inRange: { color: ['#2d81e014', '#2d81e0'] } },
      series: [
        { type: 'heatmap', data: hours.map((count, hour) => [hour % 24, Math.floor(hour / 24), count]) },
      ],
    }),
    [hours, largest],
  )
  const peak = hours.indexOf(Math.max(...hours))
  const summary = `Больше всего пишут: ${days[Math.floor(peak / 24)] ?? ''}, ${peak % 24} часов.`
  const rows = [
    ['День недели', 'Час', 'Обращений'],
    ...hours.map((count, hour) => [days[Math.floor(hour / 24)] ?? '', String(hour % 24), String(count)]),
  ]
  return <Chart title="Когда пишут" summary={summary} option={option} rows={rows} />
}
