import { spawn } from 'node:child_process'
import { elapsed } from './report.mjs'
import { projectFolder } from './project.mjs'

const heartbeatMs = 5_000
const tailCharacters = 3_000

const running = new Set()

/** Ends the tools that run now; for a signal that arrives during the preparation. */
export function stopTools(signal) {
  for (const child of running) child.kill(signal)
}

/**
 * Runs a tool and says every few seconds that it still runs. Gives back its exit code and the end of its output.
 * @param {{ command: string, args: readonly string[], env?: Record<string, string>, say: (text: string) => void, what: string }} tool
 * @returns {Promise<{ code: number, tail: string }>}
 */
export function runTool({ command, args, env = {}, say, what }) {
  return new Promise((resolve) => {
    const startedAt = performance.now()
    const child = spawn(command, args, {
      cwd: projectFolder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && command !== process.execPath,
    })
    running.add(child)
    let tail = ''
    const collect = (chunk) => {
      tail = (tail + chunk.toString('utf8')).slice(-tailCharacters)
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    const heartbeat = setInterval(() => say(`  … ${what}, ${elapsed(startedAt)}`), heartbeatMs)
    const finish = (code) => {
      clearInterval(heartbeat)
      running.delete(child)
      resolve({ code, tail: tail.trim() })
    }
    child.once('error', (error) => {
      tail += error.message
      finish(127)
    })
    child.once('close', (code) => finish(code ?? 1))
  })
}

/** Runs a tool whose output belongs on the screen as it is; gives back its exit code. */
export function runVisible(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: projectFolder,
      env: { ...process.env, ...env },
      stdio: 'inherit',
    })
    running.add(child)
    const finish = (code) => {
      running.delete(child)
      resolve(code)
    }
    child.once('error', () => finish(127))
    child.once('close', (code) => finish(code ?? 1))
  })
}
