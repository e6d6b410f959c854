/**
 * Draws docs/images/sandbox-wide.png and sandbox-phone.png anew, from a conversation with the running product:
 * `npm start` in one terminal, `node --import tsx test/browser/screenshots.ts [address of the sandbox]` in another.
 */
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, Locator, Page } from 'playwright-core'
import { launchBrowser } from './launch-browser.ts'
import { addPerson, readState } from './scripted-bot.ts'

const images = fileURLToPath(new URL('../../docs/images/', import.meta.url))
const url = (process.argv[2] ?? 'http://127.0.0.1:3001').replace(/\/$/, '')
const question = 'На улице Мира яма на дороге, машины объезжают её по встречной. Уже неделю так'
const answer = 'Яма стоит в плане на сегодня, бригада выедет до 18:00. Спасибо, что написали!'

const browser = await launchBrowser()
try {
  const hash = await chooseWho()
  await mkdir(images, { recursive: true })
  const wide = await open(browser, hash, { width: 1400, height: 840 })
  await play(wide, await drawRoad(browser))
  await wide.screenshot({ path: `${images}sandbox-wide.png` })
  const phone = await open(browser, hash, { width: 390, height: 780 })
  await phone.getByRole('button', { name: 'Скрыть подсказку' }).click()
  await bubble(phone.locator('[data-side=left]'), answer).waitFor()
  await phone.screenshot({ path: `${images}sandbox-phone.png` })
} finally {
  await browser.close()
}

/** A new citizen, so that the conversation begins afresh, and the road worker whose question it is. */
async function chooseWho(): Promise<string> {
  const { communities, users } = await readState(url)
  const road = communities.find(({ name }) => name.includes('Дороги'))
  const staff = communities.find(({ purpose }) => purpose === 'staff')
  const worker = users.find(
    ({ role, institution }) => role === 'administrator' && institution?.includes('дорог Зарянска') === true,
  )
  if (road === undefined || staff === undefined || worker === undefined) {
    throw new Error('The sample region has no road community, staff community or road worker')
  }
  const userId = await addPerson(url, 'Анна', 'Ветрова')
  return `#left=${userId}:${road.groupId}&right=${worker.userId}:${staff.groupId}`
}

async function open(browser: Browser, hash: string, viewport: Viewport): Promise<Page> {
  const isPhone = viewport.width < 760
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: isPhone ? 2 : 1,
    hasTouch: isPhone,
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
  })
  const page = await context.newPage()
  await page.goto(`${url}/${hash}`)
  return page
}

interface Viewport {
  readonly width: number
  readonly height: number
}

/** A question on the left becomes a card on the right; the reply to the card becomes the answer on the left. */
async function play(page: Page, photo: Buffer): Promise<void> {
  const [left, right] = [page.locator('[data-side=left]'), page.locator('[data-side=right]')]
  await left.getByRole('button', { name: 'Начать' }).click()
  await bubble(left, 'Здравствуйте').waitFor()
  await left
    .locator('input[type=file]')
    .setInputFiles({ name: 'дорога.jpg', mimeType: 'image/jpeg', buffer: photo })
  await left.locator('.chosen li[data-upload=done]').waitFor()
  await write(left, question)
  await bubble(left, 'принято').waitFor()
  const latest = right.getByRole('article').last()
  const card = latest.filter({ hasText: question })
  await card.locator('.bubble').hover()
  await card.getByRole('button', { name: 'Ответить' }).first().click()
  await write(right, answer)
  // The bot shows what the citizen will read and asks before it sends.
  await latest.getByRole('button', { name: 'Отправить' }).click()
  await latest.getByRole('button', { name: 'Решено' }).click()
  // It goes when the time to call it back has passed.
  await bubble(left, answer).waitFor()
  await page.mouse.move(0, 0)
}

async function write(dialog: Locator, text: string): Promise<void> {
  const field = dialog.getByRole('textbox', { name: 'Сообщение', exact: true })
  await field.fill(text)
  await field.press('Enter')
  await dialog.locator('.message[data-from=user]').filter({ hasText: text }).last().waitFor()
}

function bubble(dialog: Locator, text: string): Locator {
  return dialog.locator('.message[data-from=community] .bubble').filter({ hasText: text }).last()
}

/** A drawing in place of somebody's photograph. */
async function drawRoad(browser: Browser): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 960, height: 600 } })
  await page.setContent(`<body style="margin:0"><svg viewBox="0 0 960 600">
    <rect width="960" height="600" fill="#b9cfe4"/><path d="M0 250l140-70 180 60 190-90 200 80 250-60v140H0z" fill="#7f9a78"/>
    <path d="M0 290h960v310H0z" fill="#62676e"/><path d="M0 290h960v16H0z" fill="#8d9299"/>
    <g fill="#e9e4d0"><path d="M40 400h150v14H40zM290 400h150v14H290zM540 400h150v14H540zM790 400h150v14H790z"/></g>
    <ellipse cx="500" cy="490" rx="220" ry="58" fill="#3c3f44"/><ellipse cx="490" cy="498" rx="170" ry="38" fill="#5f7386"/>
    <path d="M700 470l28-110 28 110z" fill="#e2622b"/><path d="M713 420h30l5 20h-40z" fill="#fff"/><path d="M680 468h96v12h-96z" fill="#b94a1d"/></svg>`)
  const photo = await page.screenshot({ type: 'jpeg', quality: 80 })
  await page.close()
  return photo
}
