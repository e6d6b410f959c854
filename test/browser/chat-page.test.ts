import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { startSandbox, type RunningSandbox } from '../../sandbox/server.ts'
import { buildPage } from './build-page.ts'
import { launchBrowser } from './launch-browser.ts'
import { callbackButton, readState, ScriptedBot, textButton, type SandboxState } from './scripted-bot.ts'

const regionDir = fileURLToPath(new URL('../../sandbox/region', import.meta.url))
const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const wide = { width: 1440, height: 900 }
const phone = { width: 360, height: 740 }

const waitMs = 20_000
// A browser on a busy machine of two cores is slow, and a page that is slow is not wrong.
vi.setConfig({ testTimeout: 90_000 })

let pageDir: string
let browser: Browser
let sandbox: RunningSandbox
let state: SandboxState
/** What no page may ever do: errors on the console, requests to anywhere else. */
let complaints: string[] = []

beforeAll(async () => {
  pageDir = await buildPage()
  browser = await launchBrowser()
  sandbox = await startSandbox({ port: 0, regionDir, pageDir, requestsPerSecond: Infinity })
  state = await readState(sandbox.url)
}, 120_000)

afterAll(async () => {
  await browser.close()
  await sandbox.stop()
  await rm(pageDir, { recursive: true, force: true })
})

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()))
  const heard = complaints
  complaints = []
  if (heard.length > 0) throw new Error(`The page complained: ${heard.join('; ')}`)
})

test('meets a newcomer with a citizen, an administrator and a hint that stays away once dismissed', async () => {
  const page = await openPage('')

  const [left, right] = [pane(page, 'left'), pane(page, 'right')]
  await left.getByRole('button', { name: 'Начать' }).waitFor()
  expect(await left.locator('.who .note').textContent()).toBe('житель')
  expect(await right.getByRole('heading', { level: 2 }).textContent()).toBe(communityFor('staff').name)

  await page.getByRole('button', { name: 'Скрыть подсказку' }).click()
  await page.reload()
  await left.getByRole('button', { name: 'Начать' }).waitFor()
  expect(await page.getByText('Это песочница').count()).toBe(0)
})

test('lets one become another person and keeps the choice in the address', async () => {
  const chosen = citizen(1)
  const page = await openPage('')

  await pane(page, 'left').locator('.who').click()
  await page.getByLabel('Имя или учреждение').fill(chosen.lastName)
  await page.getByRole('dialog').getByText(`${chosen.firstName} ${chosen.lastName}`).click()

  await expect.poll(() => page.url(), { timeout: waitMs }).toContain(`left=${chosen.userId}:`)
  await page.reload()
  await pane(page, 'left').locator('.who').getByText(chosen.lastName).waitFor()
})

test('adds a citizen and lets one become them at once', async () => {
  const page = await openPage('')

  await pane(page, 'left').locator('.who').click()
  const form = page.getByRole('form', { name: 'Новый житель' })
  await form.getByLabel('Имя').fill('Зоя')
  await form.getByLabel('Фамилия').fill('Первоцветова')
  await form.getByRole('button', { name: 'Добавить' }).click()

  await pane(page, 'left').locator('.who').getByText('Зоя Первоцветова').waitFor()
  expect((await readState(sandbox.url)).users.at(-1)).toMatchObject({
    lastName: 'Первоцветова',
    role: 'citizen',
  })
})

test('sends what a citizen writes and shows the answer of the community at once', async () => {
  const { page, bot, dialog } = await openDialog(2)

  await dialog.getByRole('button', { name: 'Начать' }).click()
  await bubble(dialog, 'Начать').waitFor()
  await field(dialog).fill('На улице Мира яма')
  await field(dialog).press('Shift+Enter')
  await page.keyboard.type('<b>на дороге</b>')
  await field(dialog).press('Enter')
  await bubble(dialog, '<b>на дороге</b>').waitFor()
  await bot.say('Здравствуйте! Спасибо, [club1002|разберёмся].\nОтветим сегодня.')
  await bubble(dialog, 'Здравствуйте! Спасибо, разберёмся.').waitFor()
  await bot.untilSaid(3)

  const messages = await bot.messages()
  expect(messages.map(({ text, payload }) => [text, payload])).toEqual([
    ['Начать', '{"command":"start"}'],
    ['На улице Мира яма\n<b>на дороге</b>', undefined],
    ['Здравствуйте! Спасибо, [club1002|разберёмся].\nОтветим сегодня.', undefined],
  ])
  expect(await field(dialog).inputValue()).toBe('')
})

test('presses buttons under a message and shows what the bot answers to a press', async () => {
  const { bot, dialog } = await openDialog(3)
  await write(dialog, 'Здравствуйте')
  await bot.untilSaid(1)
  const buttons = [[textButton('Да', 'positive'), callbackButton('Взять в работу', 'primary')]]

  await bot.say('Это про дороги?', { keyboard: { inline: true, buttons } })
  await dialog.getByRole('button', { name: 'Да', exact: true }).click()
  await bubble(dialog, 'Да').waitFor()
  await bot.answerPress(
    () => dialog.getByRole('button', { name: 'Взять в работу' }).click(),
    'Обращение ваше',
  )

  await dialog.getByText('Обращение ваше').waitFor()
  await bot.untilSaid(3)
  expect((await bot.messages()).map(({ text }) => text)).toEqual(['Здравствуйте', 'Это про дороги?', 'Да'])
})

test('shows the bottom keyboard, hides it on demand and drops it after one use', async () => {
  const { bot, dialog } = await openDialog(4)
  await write(dialog, 'Здравствуйте')
  await bot.untilSaid(1)

  await bot.say('Чем помочь?', {
    keyboard: { one_time: true, buttons: [[textButton('Мои обращения', 'secondary')]] },
  })
  const keyboard = dialog.getByRole('group', { name: 'Клавиатура бота' })
  const key = keyboard.getByRole('button', { name: 'Мои обращения' })
  await key.waitFor()
  await dialog.getByRole('button', { name: 'Скрыть клавиатуру бота' }).click()
  await key.waitFor({ state: 'detached' })
  await dialog.getByRole('button', { name: 'Показать клавиатуру бота' }).click()
  await key.click()

  await bubble(dialog, 'Мои обращения').waitFor()
  await keyboard.waitFor({ state: 'detached' })
  expect(await dialog.getByRole('button', { name: 'Показать клавиатуру бота' }).count()).toBe(0)
})

test('attaches photos, a place and a quoted message', async () => {
  const { page, bot, dialog } = await openDialog(5)
  await write(dialog, 'Смотрите')
  await bot.untilSaid(1)
  await bot.say('Пришлите фото')

  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: 'яма.png', mimeType: 'image/png', buffer: onePixel })
  await dialog.getByRole('img', { name: 'яма.png' }).waitFor()
  await bubble(dialog, 'Пришлите фото').hover()
  await dialog
    .getByRole('article')
    .filter({ hasText: 'Пришлите фото' })
    .getByRole('button', { name: 'Ответить' })
    .click()
  await expect
    .poll(() => dialog.getByRole('button', { name: 'Отправить', exact: true }).isEnabled(), {
      timeout: waitMs,
    })
    .toBe(true)
  const shownPhoto = page.waitForResponse((response) => response.url().includes('/files/'))
  await dialog.getByRole('button', { name: 'Отправить', exact: true }).click()
  expect((await shownPhoto).status()).toBe(200)
  await dialog.getByRole('button', { name: 'Отправить место' }).click()
  await dialog
    .getByRole('form', { name: 'Отправить место' })
    .getByRole('button', { name: 'Отправить место' })
    .click()
  await bubble(dialog, 'Место:').waitFor()
  await bot.untilSaid(4)

  const [, asked, photo, place] = await bot.messages()
  expect(photo?.attachments.map(({ type }) => type)).toEqual(['photo'])
  expect(photo?.replyTo?.cmid).toBe(asked?.cmid)
  expect(place?.geo).toEqual({ latitude: 56.12, longitude: 40.4 })
})

test('forbids and allows messages of the community', async () => {
  const { bot, dialog } = await openDialog(6)
  await write(dialog, 'Здравствуйте')
  await bot.untilSaid(1)

  await dialog.getByRole('button', { name: 'Запретить сообщения от сообщества' }).click()
  await dialog.getByText('Сообщения от этого сообщества запрещены').waitFor()
  await expect(bot.say('Тук-тук')).rejects.toThrow('901')
  await dialog.getByRole('button', { name: 'Разрешить', exact: true }).click()
  await dialog.getByText('Сообщения от этого сообщества запрещены').waitFor({ state: 'detached' })

  await bot.say('Снова здесь')
  await bubble(dialog, 'Снова здесь').waitFor()
})

test('gives back what was typed when the sandbox refuses, with its reason', async () => {
  const { page, dialog } = await openDialog(7)
  const groupId = communityFor('public').groupId
  const body = JSON.stringify({ groupId, userId: citizen(7).userId, allowed: false, reason: 'blacklisted' })
  await fetch(`${sandbox.url}/sandbox/permissions`, { method: 'POST', body })

  await write(dialog, 'Здравствуйте')

  await dialog.getByRole('alert').getByText('чёрный список').waitFor()
  expect(await field(dialog).inputValue()).toBe('Здравствуйте')
  await page.reload()
  expect(await field(pane(page, 'left')).inputValue()).toBe('Здравствуйте')
  // The browser itself reports an answer of 400; that is what this test asked for.
  complaints = complaints.filter((complaint) => !complaint.includes('400'))
})

test('says that the sandbox is away, keeps what is typed and reconnects by itself', async () => {
  const mortal = await startSandbox({ port: 0, regionDir, pageDir })
  const page = await openPage('', wide, mortal.url)
  const dialog = pane(page, 'left')
  await dialog.getByRole('button', { name: 'Начать' }).waitFor()

  await mortal.stop()
  await page.getByText('Песочница не отвечает. Подключимся сами').waitFor()
  await write(dialog, 'Не потеряйте меня')
  await dialog.getByRole('alert').waitFor()
  expect(await field(dialog).inputValue()).toBe('Не потеряйте меня')
  const revived = await startSandbox({ port: mortal.port, regionDir, pageDir })
  await page.getByText('Песочница не отвечает. Подключимся сами').waitFor({ state: 'detached' })
  await field(dialog).press('Enter')
  await bubble(dialog, 'Не потеряйте меня').waitFor()

  await page.close()
  await revived.stop()
  complaints = complaints.filter((complaint) => !/ERR_|Failed to load/.test(complaint))
})

test('fits a phone: one person at a time, a list and a conversation', async () => {
  const page = await openPage(`#left=${citizen(0).userId}`, phone)

  const left = pane(page, 'left')
  await left.getByRole('button', { name: communityFor('public').name }).click()
  await left.getByRole('button', { name: 'Начать' }).waitFor()
  expect(await pane(page, 'right').isVisible()).toBe(false)
  await page.getByRole('button', { name: 'Сотрудник' }).click()
  await pane(page, 'right').waitFor()
  expect(await left.isVisible()).toBe(false)
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(phone.width)
  await page.goBack()
  await left.getByRole('button', { name: 'К списку диалогов' }).click()
  await left.getByRole('button', { name: communityFor('public').name }).waitFor()
})

test('offers to reply when a finger rests on a message', async () => {
  const { userId } = citizen(0)
  const page = await openPage(`#left=${userId}:${communityFor('staff').groupId}`, phone)
  const dialog = pane(page, 'left')
  await write(dialog, 'Подержите меня')

  const message = dialog.getByRole('article').filter({ hasText: 'Подержите меня' })
  await message.locator('.bubble').dispatchEvent('pointerdown', { pointerType: 'touch', bubbles: true })
  await expect.poll(() => message.getAttribute('data-held'), { timeout: waitMs }).toBe('true')
  await message.getByRole('button', { name: 'Ответить' }).click()

  expect(await dialog.locator('.reply-strip .quote-text').textContent()).toBe('Подержите меня')
})

test('works by keyboard alone', async () => {
  const { page, dialog } = await openDialog(1)

  await dialog.locator('.who').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await dialog.getByLabel('Поиск сообщества').focus()
  await page.keyboard.type(communityFor('staff').name)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await dialog.getByRole('heading', { name: communityFor('staff').name }).waitFor()
  await page.keyboard.type('Без мыши')
  await page.keyboard.press('Enter')

  await bubble(dialog, 'Без мыши').waitFor()
  expect(await field(dialog).inputValue()).toBe('')
})

async function openPage(hash: string, viewport = wide, url = sandbox.url): Promise<Page> {
  const options: BrowserContextOptions = {
    viewport,
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
    reducedMotion: 'reduce',
  }
  const context = await browser.newContext(options)
  context.setDefaultTimeout(waitMs)
  const page = await context.newPage()
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    const isOwn = request.url().startsWith(`${url}/`) || request.url().startsWith(`blob:${url}/`)
    if (!isOwn) complaints.push(`External request: ${request.url()}`)
  })
  await page.goto(`${url}/${hash}`)
  return page
}

/** A citizen's dialog with a public community on the left; every test has a citizen of its own. */
async function openDialog(index: number): Promise<{ page: Page; bot: ScriptedBot; dialog: Locator }> {
  const { groupId, token } = communityFor('public')
  const { userId } = citizen(index)
  const page = await openPage(`#left=${userId}:${groupId}`)
  const dialog = pane(page, 'left')
  await dialog.getByRole('button', { name: 'Начать' }).waitFor()
  return { page, bot: new ScriptedBot(sandbox.url, groupId, token, userId), dialog }
}

async function write(dialog: Locator, text: string): Promise<void> {
  await field(dialog).fill(text)
  await field(dialog).press('Enter')
}

function pane(page: Page, side: 'left' | 'right'): Locator {
  return page.locator(`[data-side=${side}]`)
}

function field(dialog: Locator): Locator {
  return dialog.getByRole('textbox', { name: 'Сообщение', exact: true })
}

function bubble(dialog: Locator, text: string): Locator {
  return dialog.locator('.bubble').filter({ hasText: text }).last()
}

function citizen(index: number): SandboxState['users'][number] {
  return found(state.users.filter(({ role }) => role === 'citizen')[index])
}

const communityFor = (wanted: 'public' | 'staff'): SandboxState['communities'][number] =>
  found(state.communities.find(({ purpose }) => purpose === wanted))

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('The sample region has too few people or communities')
  return value
}
