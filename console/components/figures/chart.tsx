import { BarChart, HeatmapChart, LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, TooltipComponent, VisualMapComponent } from 'echarts/components'
import { type EChartsCoreOption, type ECharts, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { toCsv } from '../../model/figures.ts'
import { save, saveText } from './save.ts'

use([
  BarChart,
  HeatmapChart,
  LineChart,
  AriaComponent,
  GridComponent,
  TooltipComponent,
  VisualMapComponent,
  CanvasRenderer,
])

interface Props {
  readonly title: string
  /** The same in a sentence, for those who do not see the picture. */
  readonly summary: string
  readonly option: EChartsCoreOption
  /** The numbers that are drawn, as a file has them; the first row names the columns. */
  readonly rows: readonly (readonly string[])[]
}

/** A picture of figures. Tooltips are drawn, not HTML: the content security policy allows no styles in HTML. */
export function Chart({ title, summary, option, rows }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts | null>(null)
  useEffect(() => {
    const element = place.current
    if (element === null) return
    const drawn = init(element, null, { renderer: 'canvas', locale: 'EN' })
    chart.current = drawn
    const watcher = new ResizeObserver(() => drawn.resize())
    watcher.observe(element)
    return () => {
      watcher.disconnect()
      drawn.dispose()
      chart.current = null
    }
  }, [])
  useEffect(() => {
    chart.current?.setOption(styled(option), { notMerge: true })
  }, [option])
  const savePicture = (): void => {
    const background = getComputedStyle(document.body).backgroundColor
    const address = chart.current?.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: background })
    if (address !== undefined) save(`${title}.png`, address)
  }
  return (
    <figure className="chart">
      <figcaption>
        <h2>{title}</h2>
        <span className="chart-saves">
          <button className="link" onClick={savePicture}>
            Сохранить картинку
          </button>
          <button className="link" onClick={() => saveText(`${title}.csv`, toCsv(rows))}>
            Скачать числа<span className="hidden">: {title}</span>
          </button>
        </span>
      </figcaption>
      <div ref={place} className="chart-place" role="img" aria-label={`${title}. ${summary}`} />
    </figure>
  )
}

/** Colours of the page: labels as readable as its text, lines that do not shout. */
function styled(option: EChartsCoreOption): EChartsCoreOption {
  const { color } = getComputedStyle(document.body)
  const axis = {
    axisLabel: { color },
    axisLine: { lineStyle: { color: '#8a929c' } },
    splitLine: { lineStyle: { color: '#8a929c40' } },
  }
  return {
    textStyle: { color, fontFamily: 'system-ui, sans-serif' },
    animation: false,
    tooltip: { renderMode: 'richText', trigger: 'axis' },
    grid: { left: 8, right: 12, top: 16, bottom: 8, outerBoundsMode: 'same' },
    ...option,
    xAxis: { ...axis, ...within(option, 'xAxis') },
    yAxis: { ...axis, ...within(option, 'yAxis') },
  }
}

const within = (option: EChartsCoreOption, name: string): object => {
  const value: unknown = option[name]
  return typeof value === 'object' && value !== null ? value : {}
}
