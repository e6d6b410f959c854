import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Builds a page, the sandbox's chat page or the console, into a new temporary folder. In a process of its own: the test runner's NODE_ENV would
 * make it React's development build, which is not what people get.
 */
export async function buildPage(folder: 'sandbox/page' | 'console' = 'sandbox/page'): Promise<string> {
  const outDir = await mkdtemp(path.join(tmpdir(), 'otklik-page-'))
  const vite = path.join(root, 'node_modules/vite/bin/vite.js')
  const options = ['build', '--config', `${folder}/vite.config.ts`, '--outDir', outDir, '--logLevel', 'error']
  await promisify(execFile)(process.execPath, [vite, ...options], {
    cwd: root,
    env: { NODE_ENV: 'production' },
  })
  return outDir
}
