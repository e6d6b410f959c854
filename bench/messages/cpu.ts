/** CPU seconds and memory of processes, as Linux counts them. Elsewhere everything is zero. */
import { readFileSync, readdirSync } from 'node:fs'

const ticksPerSecond = 100
const pageBytes = 4_096

export interface ProcessSample {
  readonly cpuSeconds: number
  readonly rssBytes: number
}

export function sampleProcess(pid: number): ProcessSample {
  const fields = statOf(pid)
  return {
    cpuSeconds: (number(fields, 11) + number(fields, 12)) / ticksPerSecond,
    rssBytes: number(fields, 21) * pageBytes,
  }
}

/** A server and all its children, those that ended included. */
export function sampleTree(pid: number): ProcessSample {
  const own = statOf(pid)
  const ended = (number(own, 13) + number(own, 14)) / ticksPerSecond
  const samples = [pid, ...childrenOf(pid)].map(sampleProcess)
  return {
    cpuSeconds: samples.reduce((sum, sample) => sum + sample.cpuSeconds, ended),
    rssBytes: samples.reduce((sum, sample) => sum + sample.rssBytes, 0),
  }
}

/** Of all processes of the machine together. */
export function sampleMachine(): number {
  const line = readText('/proc/stat').split('\n')[0] ?? ''
  const [user, nice, system, , , irq, softirq] = line.split(/\s+/).slice(1).map(Number)
  return (
    [user, nice, system, irq, softirq].reduce<number>((sum, part) => sum + (part ?? 0), 0) / ticksPerSecond
  )
}

function childrenOf(pid: number): readonly number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((candidate) => number(statOf(candidate), 1) === pid)
  } catch {
    return []
  }
}

/** Fields after the command, from the state on (number 0). */
function statOf(pid: number): readonly string[] {
  const text = readText(`/proc/${pid}/stat`)
  return text.slice(text.lastIndexOf(')') + 2).split(' ')
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // The process has ended, or this is not Linux.
    return ''
  }
}

const number = (fields: readonly string[], index: number): number => Number(fields[index] ?? 0) || 0
