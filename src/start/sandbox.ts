/** Runs the local VK beside the product when there are no community tokens. They meet over HTTP only. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartProblem } from './problem.ts'

export interface Sandbox {
  readonly url: string
  readonly apiUrl: string
  /** Folder of the sample region's files. */
  readonly regionDir: string
  stop(): Promise<void>
}

const readyTimeoutMs = 15_000
const stopTimeoutMs = 3_000

export interface SandboxSettings {
  readonly port: number
  /** Folder of a region of one's own; null: the sample one. */
  readonly regionDir: string | null
}

export async function startSandbox(
  { port, regionDir: own }: SandboxSettings,
  onExit: (code: number | null) => void,
): Promise<Sandbox> {
  const root = findRoot()
  const regionDir = own ?? path.join(root, 'sandbox', 'region')
  if (!existsSync(path.join(regionDir, 'communities.csv')))
    throw new StartProblem(
      `В папке ${regionDir} нет файла communities.csv. Проверьте SANDBOX_REGION; образец области — docs/examples/region.`,
    )
  const child = fork(path.join(root, 'dist', 'sandbox', 'main.js'), [], {
    env: { PATH: '', SANDBOX_PORT: String(port), SANDBOX_REGION: regionDir },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A Ctrl+C reaches the whole terminal; the product stops the sandbox itself, after its last words were sent.
    detached: true,
  })
  const url = await waitForReady(child, port)
  let isStopping = false
  child.once('exit', (code) => {
    if (!isStopping) onExit(code)
  })
  const stop = async (): Promise<void> => {
    isStopping = true
    await stopChild(child)
  }
  return { url, apiUrl: `${url}/method`, regionDir, stop }
}

/** The default topics, which a sample region uses like any other. */
export const taxonomyFolder = (): string => path.join(findRoot(), 'taxonomy')
export const taxonomyFile = (): string => path.join(taxonomyFolder(), 'topics.csv')

async function waitForReady(child: ChildProcess, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    let complained = ''
    const timer = setTimeout(() => fail('она не ответила вовремя'), readyTimeoutMs)
    const fail = (why: string): void => {
      clearTimeout(timer)
      child.kill('SIGKILL')
      reject(
        new StartProblem(
          `Песочница не запустилась на порту ${port}: ${why}. Укажите другой порт в SANDBOX_PORT или проверьте файлы области.`,
        ),
      )
    }
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const url = /sandbox ready (\S+)/u.exec(said)?.[1]
      if (url === undefined) return
      clearTimeout(timer)
      resolve(url)
    })
    child.stderr?.on('data', (chunk: Buffer) => {
      complained += chunk.toString()
    })
    child.once('exit', () => fail(whyStopped(complained)))
  })
}

/** What the sandbox says of a bad file names the file, the line and the column. */
function whyStopped(complained: string): string {
  if (complained.includes('port is taken')) return 'порт занят'
  return complained.trim() === '' ? 'она сразу остановилась' : (complained.trim().split('\n')[0] ?? '')
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
  await exited
  clearTimeout(timer)
}

/** The folder with package.json, from the sources and from the build alike. */
function findRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  while (!existsSync(path.join(folder, 'package.json'))) {
    const parent = path.dirname(folder)
    if (parent === folder) throw new StartProblem('Не найден package.json: запустите Отклик из его папки.')
    folder = parent
  }
  return folder
}
