/**
 * Lets a referee judge what product and sandbox said to each other by VK's own schema. VK_REFEREE names its script;
 * where there is none, nothing is judged.
 */
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

export async function judgeTraffic(sandboxUrl: string): Promise<void> {
  const referee = process.env['VK_REFEREE'] ?? ''
  if (referee === '') return
  const traffic = await (await fetch(`${sandboxUrl}/sandbox/traffic`)).text()
  const folder = await mkdtemp(path.join(tmpdir(), 'otklik-traffic-'))
  try {
    const file = path.join(folder, 'traffic.jsonl')
    await writeFile(file, traffic)
    const { status, stdout, stderr } = spawnSync(process.execPath, [referee, file], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`the referee found what VK would not do:\n${stdout}${stderr}`)
  } finally {
    await rm(folder, { recursive: true })
  }
}
