import { mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'vite'

const root = path.resolve(import.meta.dirname, '../..')

export interface CompiledProgram {
  readonly file: string
  remove(): Promise<void>
}

/** A program of the tests in one file of JavaScript: compiled once, not at every start of a process. */
export async function compileProgram(name: string): Promise<CompiledProgram> {
  // Inside the project, so that packages are found from there.
  const outDir = await mkdtemp(path.join(root, 'dist', 'test-'))
  const ssr = `test/support/${name}.ts`
  await build({ root, configFile: false, logLevel: 'error', build: { ssr, outDir, target: 'node20' } })
  return {
    file: path.join(outDir, `${name}.js`),
    remove: () => rm(outDir, { recursive: true, force: true }),
  }
}
