/** `npm run bench:region`: 1,700 communities in one process, and beside it vk-io's own polling with an echo handler. */
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { query, startDatabase } from '../messages/database.ts'
import { machineLine } from '../messages/report.ts'
import type { Bench } from '../messages/runs.ts'
import { type GrowthRun, runGrowth } from './growth.ts'
import { type Options, readOptions, usage } from './options.ts'
import { type Report, isSound, markdown } from './report.ts'
import { type Session, runEchoSession, runProductSession } from './session.ts'
import { explainAndExit, step } from '../messages/step.ts'

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  const workFolder = await mkdtemp(path.join(os.tmpdir(), 'otklik-region-'))
  const server = await startDatabase(path.join(workFolder, 'database'))
  const bench = {
    workFolder,
    server,
    warmupMs: options.warmupSeconds * 1000,
    measureMs: options.seconds * 1000,
  }
  try {
    const [row] = await query<{ version: string }>(
      server.url,
      `select current_setting('server_version') as version`,
    )
    const report = await measure(bench, options, machineLine(row?.version ?? 'unknown'))
    process.stdout.write(`${options.isJson ? JSON.stringify(report, null, 2) : markdown(report)}\n`)
    if (!isSound(report)) {
      console.error('Messages were lost or doubled, or the books do not agree: the figures mean nothing.')
      process.exitCode = 1
    }
  } finally {
    await server.stop()
    await rm(workFolder, { recursive: true, force: true })
  }
}

const inSession = ['start', 'idle', 'rate', 'storm'] as const

async function measure(bench: Bench, options: Options, machine: string): Promise<Report> {
  const { parts } = options
  const sessions: Session[] = []
  if (inSession.some((part) => parts.has(part)))
    sessions.push(await step('product', () => runProductSession(bench, options)))
  if (parts.has('echo')) sessions.push(await step('vk-io echo', () => runEchoSession(bench, options)))
  const growth: GrowthRun[] = []
  for (const tickets of parts.has('growth') ? options.tickets : [])
    growth.push(await step(`product over ${tickets} tickets`, () => runGrowth(bench, options, tickets)))
  return { machine, options: { ...options, parts: [...parts] }, sessions, growth }
}

main().catch((error: unknown) => explainAndExit(error, usage))
