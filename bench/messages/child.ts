/** Processes of the benchmark: forked TypeScript that answers questions over IPC. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { z } from 'zod'

export interface Child {
  readonly pid: number
  /** One question at a time. Notes that come before the answer go to `onNote`. */
  ask<Answer>(question: object, answer: z.ZodType<Answer>, onNote?: (note: string) => void): Promise<Answer>
  stop(): Promise<void>
}

const stopMs = 5_000
const incoming = z.union([z.object({ note: z.string() }), z.object({ answer: z.unknown() })])

/** `file` is in this folder. What it prints goes to stderr: stdout belongs to the report. */
export function startChild(file: string): Child {
  const child = fork(path.join(import.meta.dirname, file), [], {
    execArgv: ['--import', 'tsx', '--max-old-space-size=4096'],
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  return {
    pid: child.pid ?? 0,
    ask: (question, answer, onNote = () => {}) =>
      new Promise((resolve, reject) => {
        const settle = (): void => {
          child.off('message', onMessage)
          child.off('exit', onExit)
        }
        const onExit = (code: number | null): void => {
          settle()
          reject(new Error(`${file} ended with code ${code ?? 'none'}`))
        }
        const onMessage = (message: unknown): void => {
          const read = incoming.parse(message)
          if ('note' in read) return onNote(read.note)
          settle()
          resolve(answer.parse(read.answer))
        }
        child.on('message', onMessage)
        child.on('exit', onExit)
        child.send(question)
      }),
    stop: () => stopProcess(child, stopMs),
  }
}

export async function stopProcess(child: ChildProcess, timeoutMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs)
  await exited
  clearTimeout(timer)
}

/** The other side: `answer` gets each question, and may send notes before it returns. */
export function answerParent(
  answer: (question: unknown, note: (text: string) => void) => Promise<unknown>,
): void {
  const send = (message: object): void => void process.send?.(message)
  process.on('message', (question) => {
    answer(question, (note) => send({ note })).then(
      (value) => send({ answer: value ?? null }),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  })
  process.on('disconnect', () => process.exit(0))
  process.on('SIGTERM', () => process.exit(0))
}
