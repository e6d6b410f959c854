import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { inProject } from './project.mjs'
import { StepFailed } from './report.mjs'

const lockFile = inProject('dist', '.bootstrap.lock')
const waitMaxMs = 15 * 60_000
const reportEveryMs = 5_000

/** Two starts in one checkout prepare it one after the other; the second then finds everything done. */
export async function withBootstrapLock(say, work) {
  mkdirSync(path.dirname(lockFile), { recursive: true })
  const content = JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) })
  await takeLock(content, say)
  const release = () => removeIfSame(content)
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

async function takeLock(content, say) {
  const startedAt = performance.now()
  let nextReportMs = 0
  while (!create(content)) {
    const found = read()
    if (found !== null && !isHeld(found)) removeIfSame(found)
    const waitedMs = performance.now() - startedAt
    if (waitedMs > waitMaxMs) {
      throw new StepFailed(
        `Другая подготовка этой же папки идёт слишком долго. Остановите её и удалите ${lockFile}.`,
      )
    }
    if (waitedMs >= nextReportMs) {
      if (nextReportMs > 0) say('  … жду, пока закончится другая подготовка этой же папки')
      nextReportMs += reportEveryMs
    }
    await pause(100)
  }
}

/** The lock appears with its whole content or not at all. */
function create(content) {
  const draft = `${lockFile}.${process.pid}`
  writeFileSync(draft, content)
  try {
    linkSync(draft, lockFile)
    return true
  } catch {
    return false
  } finally {
    rmSync(draft, { force: true })
  }
}

function read() {
  try {
    return readFileSync(lockFile, 'utf8')
  } catch {
    return null
  }
}

/** Two waiters may find the same stale lock: what was moved away is put back if it is another one by now. */
function removeIfSame(content) {
  const aside = `${lockFile}.aside.${process.pid}`
  try {
    renameSync(lockFile, aside)
    if (readFileSync(aside, 'utf8') !== content) linkSync(aside, lockFile)
  } catch {
    // Somebody else was faster; the next look decides.
  }
  rmSync(aside, { force: true })
}

function isHeld(content) {
  try {
    const { pid, birth } = JSON.parse(content)
    process.kill(pid, 0)
    return birthOf(pid) === birth
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Start time of a process where the system tells it: the same id may belong to another program later. */
function birthOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19]
  } catch {
    return 'unknown'
  }
}
