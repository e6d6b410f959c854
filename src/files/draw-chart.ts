/** SVG → PNG. The fonts come with the product: a server has none, and pictures without letters say nothing. */
import { createRequire } from 'node:module'
import { Resvg } from '@resvg/resvg-js'
import { chartFont } from '../app/statistics/week-chart.ts'

const require = createRequire(import.meta.url)
/** PT Sans, as it comes with the product. */
export const fontFiles = {
  regular: require.resolve('@expo-google-fonts/pt-sans/400Regular/PTSans_400Regular.ttf'),
  bold: require.resolve('@expo-google-fonts/pt-sans/700Bold/PTSans_700Bold.ttf'),
}

/** As wide as the SVG says when no width in pixels is given. */
export const drawChart = (svg: string, width?: number): Uint8Array =>
  new Resvg(svg, {
    font: { loadSystemFonts: false, fontFiles: Object.values(fontFiles), defaultFontFamily: chartFont },
    background: '#ffffff',
    ...(width === undefined ? {} : { fitTo: { mode: 'width', value: width } }),
  })
    .render()
    .asPng()
