import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { systemErrorCode } from './embedded-fault.ts'

const runFile = promisify(execFile)

/** True when some process has this id, whoever owns it. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return systemErrorCode(error) === 'EPERM'
  }
}

/**
 * A text that is the same for one process all its life and differs for another one that got the same id later
 * (start time as the system tells it); null when there is no such process.
 */
export async function processBirth(pid: number): Promise<string | null> {
  if (!isProcessAlive(pid)) return null
  if (process.platform === 'linux') return linuxBirth(pid)
  if (process.platform === 'win32') return 'unknown'
  const { stdout } = await runFile('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return stdout.trim() || null
}

async function linuxBirth(pid: number): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  if (text === null) return null
  // The second field is the program's name in brackets and may itself hold spaces and brackets.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z') return null
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
  return `${boot.trim()}/${fields[19] ?? ''}`
}

/** The command line of a process, words joined by NUL on Linux and spaces elsewhere; null when it is gone. */
export async function processCommandLine(pid: number): Promise<string | null> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null)
  if (process.platform === 'win32') return null
  const { stdout } = await runFile('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }))
  return stdout.trim() || null
}
