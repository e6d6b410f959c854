import { readFile, rm } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Listening, listen } from '../../src/web/server.ts'
import { askForCode, webOf } from '../support/console.ts'
import { startTestProduct, type TestProduct } from '../support/product.ts'
import type { Talk } from '../support/talk.ts'
import { buildPage } from './build-page.ts'
import { type Opening, findBarriers, openConsole, phone, signIn, wide } from './console-page.ts'
import { launchBrowser } from './launch-browser.ts'

const roadsFirst = 5040
const roadsSecond = 5041
const coordinator = 5001
const kilobyte = 1_000
// A browser on a busy machine of two cores is slow, and a page that is slow is not wrong.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

describe('the console in a browser', () => {
  let pageDir: string
  let browser: Browser
  let region: TestProduct
  let web: Listening
  let complaints: string[] = []

  beforeAll(async () => {
    pageDir = await buildPage('console')
    browser = await launchBrowser()
    region = await startTestProduct()
    web = await listen(webOf(region, pageDir), '127.0.0.1', 0)
  })

  afterAll(async () => {
    await browser.close()
    await web.stop()
    await region.stop()
    await rm(pageDir, { recursive: true, force: true })
  })

  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()))
    const heard = complaints
    complaints = []
    if (heard.length > 0) throw new Error(`The page complained: ${heard.join('; ')}`)
  })

  const open = (options: Partial<Opening> = {}): Promise<Page> =>
    openConsole(browser, web.url, { complaints, ...options })
  const openAs = async (person: number, options: Partial<Opening> = {}): Promise<Page> => {
    const page = await open(options)
    await signIn(page, await askForCode(region, person))
    return page
  }
  const ask = async (words: string): Promise<{ readonly citizen: Talk; readonly id: number }> => {
    const citizen = await region.newcomer(1001)
    await citizen.say(words)
    const answer = await citizen.hear(/принято|о чём вопрос/u)
    if (answer.text.includes('о чём')) await citizen.press('Ямы и выбоины на дороге')
    const receipt = await citizen.hear('принято')
    return { citizen, id: Number(/№ (\d+)/u.exec(receipt.text)?.[1]) }
  }
  const row = (page: Page, id: number) => page.getByRole('link').filter({ hasText: `№ ${id}` })
  const send = async (page: Page, text: string): Promise<void> => {
    await page.getByRole('textbox', { name: 'Ответ жителю' }).fill(text)
    await page.getByRole('button', { name: 'Посмотреть и отправить' }).click()
    await page.getByRole('dialog').getByText(text).waitFor()
    await page.getByRole('button', { name: 'Отправить', exact: true }).click()
  }

  it('shows a question as it comes, and brings the answer to the citizen', async () => {
    const page = await openAs(roadsFirst)

    const { citizen, id } = await ask('На улице Мира, 4 огромная яма <img src=x onerror=alert(1)> на дороге')
    await row(page, id).click()
    await page.getByRole('log').getByText('<img src=x onerror=alert(1)>').waitFor()
    await page.getByRole('button', { name: 'Беру' }).click()
    await page.getByText('за вами').first().waitFor()
    await send(page, 'Приедем завтра')
    await page.getByRole('button', { name: 'Отменить' }).click()
    await send(page, 'Яму засыплем 27 ноября')

    const { text } = await citizen.hear(`Ответ на обращение № ${id}`)
    expect(text).toContain('Яму засыплем 27 ноября')
    await page.getByText('Жителю ответили.').waitFor()
    await page.locator('[data-delivery=sent]').waitFor()
    const said = (await citizen.dialog()).messages.map((message) => message.text).join('\n')
    expect(said).not.toContain('Приедем завтра')
  })

  it('opens from the link of the bot, on a phone, and works by keyboard alone', async () => {
    const { id } = await ask('На улице Мира, 24 огромная яма на дороге')
    const code = await askForCode(region, roadsSecond)
    const page = await open({ viewport: phone, hasTouch: true })
    await page.goto(`${web.url}/console/#code=${code.replace('-', '')}`)
    await page.reload()
    await page.getByRole('button', { name: 'Войти' }).click()
    await page.getByRole('heading', { name: 'Очередь' }).waitFor()
    expect(page.url()).not.toContain('code')

    await row(page, id).waitFor()
    await page.keyboard.press('j')
    await page.getByRole('heading', { level: 1, name: /№/u }).waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Клавиши' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const isScrolledSideways = await page.evaluate(
      'document.documentElement.scrollWidth > document.documentElement.clientWidth',
    )
    expect(isScrolledSideways).toBe(false)
  })

  it('keeps the words when the session ends in the middle of an answer', async () => {
    const { id } = await ask('На улице Мира, 44 огромная яма на дороге')
    const page = await openAs(roadsFirst)
    await row(page, id).click()
    await page.getByRole('textbox', { name: 'Ответ жителю' }).fill('Начатый и не оконченный ответ')

    await region.pool.query('update console_sessions set ended_at = now()')
    await page.getByRole('button', { name: 'Беру' }).click()
    await page.getByText('Время входа вышло').waitFor()
    await page.getByLabel('Код для входа').fill(await askForCode(region, roadsFirst))
    await page.getByRole('button', { name: 'Войти' }).click()

    const field = page.getByRole('textbox', { name: 'Ответ жителю' })
    await field.waitFor()
    expect(await field.inputValue()).toBe('Начатый и не оконченный ответ')
  })

  it('sends once what was answered while the network was gone', async () => {
    const { citizen, id } = await ask('На улице Мира, 64 огромная яма на дороге')
    const page = await openAs(roadsFirst)
    await row(page, id).click()
    await page.getByRole('textbox', { name: 'Ответ жителю' }).waitFor()

    await page.context().setOffline(true)
    await send(page, 'Ответ без связи')
    await page.getByText('Связи нет. Ответ сохранён').waitFor()
    await page.context().setOffline(false)

    await citizen.hear('Ответ без связи')
    await page.getByText('Жителю ответили.').waitFor()
    const copies = (await citizen.dialog()).messages.filter(({ text }) => text.includes('Ответ без связи'))
    expect(copies).toHaveLength(1)
  })

  it.each(['light', 'dark'] as const)('has no barriers that axe can find (%s)', async (colorScheme) => {
    const { id } = await ask(
      `На улице Мира, ${colorScheme === 'light' ? 84 : 104} огромная яма на дороге, ${colorScheme}`,
    )
    const page = await open({ colorScheme })
    const found = [...(await findBarriers(page))]
    await signIn(page, await askForCode(region, coordinator))
    await row(page, id).waitFor()
    found.push(...(await findBarriers(page)))
    await row(page, id).click()
    await page.getByRole('log').waitFor()
    found.push(...(await findBarriers(page)))
    for (const name of ['Передать', 'История', 'Добавить заметку для коллег', 'Клавиши и подсказки']) {
      await page.getByRole('button', { name }).click()
      await page.getByRole('dialog').waitFor()
      found.push(...(await findBarriers(page)))
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await page.setViewportSize({ width: 360, height: 740 })
    found.push(...(await findBarriers(page)))

    expect(found).toEqual([])
  })

  it('is light: the first load stays under 300 kB, and a strict policy lets nothing else in', async () => {
    const measured = JSON.parse(await readFile(`${pageDir}/first-load.json`, 'utf8'))
    const page = await open({ viewport: wide })
    const answer = await page.reload()
    const travelled = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .reduce(
          (sum, entry) => sum + (entry instanceof PerformanceResourceTiming ? entry.encodedBodySize : 0),
          0,
        ),
    )

    expect(measured.bytes).toBeLessThan(300 * kilobyte)
    expect(travelled).toBeGreaterThan(50 * kilobyte)
    expect(travelled).toBeLessThan(300 * kilobyte)
    const policy = answer?.headers()['content-security-policy'] ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
  })
})
