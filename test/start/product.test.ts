import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Installation, isAlive, isListening, kill, treeOf } from '../support/product-process.ts'
import { Talk } from '../support/talk.ts'
import { waitFor } from '../support/wait-for.ts'

const root = path.resolve(import.meta.dirname, '../..')
const words = 'На улице Мира огромная яма на дороге, машину чуть не разбил'

describe('the whole product in the sandbox', { timeout: 240_000 }, () => {
  let place: Installation

  beforeAll(async () => {
    await promisify(execFile)(process.execPath, [path.join(root, 'scripts/build.mjs')], { cwd: root })
  }, 240_000)

  beforeEach(async () => {
    place = await Installation.create()
  })

  afterEach(async () => {
    await place.clear()
  })

  it('starts on an empty folder, tells its progress and where to click, and is ready', async () => {
    const product = place.start()
    await product.ready()

    expect(product.output).toContain('создаю базу данных')
    expect(product.output).toContain('Загружаю учебную область')
    expect(product.output).toContain(`otklik ready ${place.url} ${place.sandboxUrl}`)
    expect(await (await fetch(`${place.url}/healthz`)).text()).toBe('ok')
    expect((await fetch(`${place.url}/readyz`)).status).toBe(200)
    expect(await (await fetch(place.sandboxUrl)).text()).toContain('<!doctype html>')
  })

  it('answers a citizen, and writes neither words nor tokens into its log', async () => {
    const product = place.start()
    await product.ready()
    const citizen = new Talk(place.sandboxUrl, 7001, 1001)

    await citizen.say(words)
    const receipt = await citizen.hear('принято')
    await product.stop()

    expect(receipt.text).toContain('Ответит:')
    expect(product.output).not.toMatch(/яма|машину|Мира/u)
    expect(product.output).not.toMatch(/sandbox-\d+|access_token/u)
  })

  it('stops on SIGTERM without leaving a process, and starts again', async () => {
    const product = place.start()
    await product.ready()
    const tree = await treeOf(product.pid)
    const databasePid = await place.databasePid()

    const ended = await product.stop()

    expect(ended).toEqual({ code: 0, signal: null })
    expect(databasePid).not.toBeNull()
    expect([...tree, databasePid ?? 0].filter(isAlive)).toEqual([])
    const startedAt = performance.now()
    const again = place.start()
    await again.ready()
    process.stdout.write(`second start: ${Math.round(performance.now() - startedAt)} ms\n`)
    expect(again.output).not.toContain('Загружаю учебную область')
    expect(await again.stop('SIGINT')).toEqual({ code: 0, signal: null })
  })

  it('stops in the middle of its start without leaving a process', async () => {
    const product = place.start()
    await waitFor(() => product.output.includes('создаю базу данных'), { timeoutMs: 60_000 })

    await product.stop()

    expect(await place.databasePid()).toBeNull()
    expect(await isListening(place.sandboxUrl)).toBe(false)
    await place.start().ready()
  })

  it('is killed alone: the sandbox goes with it, and the next start works', async () => {
    const product = place.start()
    await product.ready()

    await product.stop('SIGKILL')

    await waitFor(async () => !(await isListening(place.sandboxUrl)), { timeoutMs: 10_000 })
    const again = place.start()
    await again.ready()
    expect((await fetch(`${place.url}/readyz`)).status).toBe(200)
  })

  it('is killed with all it started: the next start works and keeps what was said', async () => {
    const product = place.start()
    await product.ready()
    const citizen = new Talk(place.sandboxUrl, 7001, 1001)
    await citizen.say(words)
    await citizen.hear('принято')
    const databasePid = await place.databasePid()

    for (const pid of await treeOf(product.pid)) kill(pid)
    if (databasePid !== null) kill(databasePid)
    await product.ended()

    const again = place.start()
    await again.ready()
    await citizen.say('Мои обращения')
    expect((await citizen.hear('Ваши обращения')).text).toContain('огромная яма')
  })

  it('is refused to a second process with one sentence', async () => {
    await place.start().ready()

    const [port] = [String(Number(place.settings['PORT']) + 1)]
    const second = place.start({ PORT: port, SANDBOX_PORT: '0' })

    expect((await second.ended()).code).toBe(1)
    expect(second.output.trim().split('\n')).toHaveLength(1)
    expect(second.output).toContain('процесс')
  })
})
