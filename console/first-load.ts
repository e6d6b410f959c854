/** Measures what a browser has to fetch before anything can be seen, and stops a build that grew too heavy. */
import { gzipSync } from 'node:zlib'
import type { Plugin, Rollup } from 'vite'

const bytesMax = 300_000

/** Scripts that the page starts with, what they import at once, and all styles; gzip, as it travels. */
export function firstLoad(): Plugin {
  return {
    name: 'otklik-first-load',
    generateBundle(_options, bundle) {
      const bytes = firstFiles(bundle).reduce((sum, content) => sum + gzipSync(content).length, 0)
      this.emitFile({ type: 'asset', fileName: 'first-load.json', source: JSON.stringify({ bytes }) })
      process.stdout.write(`console: first load ${(bytes / 1000).toFixed(0)} kB gzip of ${bytesMax / 1000}\n`)
      if (bytes > bytesMax) this.error(`the first load is ${bytes} bytes, ${bytesMax} are allowed`)
    },
  }
}

function firstFiles(bundle: Rollup.OutputBundle): readonly (string | Uint8Array)[] {
  const names = new Set(
    Object.values(bundle)
      .filter((output) => output.type === 'chunk' && output.isEntry)
      .map(({ fileName }) => fileName),
  )
  for (const name of names) {
    const output = bundle[name]
    if (output?.type === 'chunk') for (const imported of output.imports) names.add(imported)
  }
  return Object.values(bundle).flatMap((output) => {
    if (output.type === 'chunk') return names.has(output.fileName) ? [output.code] : []
    return output.fileName.endsWith('.css') ? [output.source] : []
  })
}
