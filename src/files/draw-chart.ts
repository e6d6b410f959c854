/** SVG → PNG. The font comes with the product: a server has none, and pictures without letters say nothing. */
import { createRequire } from 'node:module'
import { Resvg } from '@resvg/resvg-js'
import { chartFont } from '../app/statistics/week-chart.ts'

const require = createRequire(import.meta.url)
const font = require.resolve('@expo-google-fonts/pt-sans/400Regular/PTSans_400Regular.ttf')

export const drawChart = (svg: string): Uint8Array =>
  new Resvg(svg, {
    font: { loadSystemFonts: false, fontFiles: [font], defaultFontFamily: chartFont },
    background: '#ffffff',
  })
    .render()
    .asPng()
