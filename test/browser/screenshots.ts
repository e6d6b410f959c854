/**
 * Draws docs/images/sandbox-wide.png and sandbox-phone.png anew: `node --import tsx test/browser/screenshots.ts`.
 * The community's side is scripted, so the pictures come out the same wherever they are made.
 */
import { mkdir, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, Locator, Page } from 'playwright-core'
import { startSandbox } from '../../sandbox/server.ts'
import { buildPage } from './build-page.ts'
import { launchBrowser } from './launch-browser.ts'
import { callbackButton, readState, ScriptedBot, textButton, type SandboxState } from './scripted-bot.ts'

const root = new URL('../../', import.meta.url)
const images = fileURLToPath(new URL('docs/images/', root))
const question = 'На улице Мира яма на дороге, машины объезжают её по встречной. Уже неделю так'
const answer = 'Яма стоит в плане на сегодня, бригада выедет до 18:00. Спасибо, что написали!'

interface Scene {
  readonly citizen: ScriptedBot
  readonly staff: ScriptedBot
  readonly hash: string
}

await drawAll()

async function drawAll(): Promise<void> {
  const pageDir = await buildPage()
  const sandbox = await startSandbox({
    port: 0,
    regionDir: fileURLToPath(new URL('sandbox/region', root)),
    pageDir,
  })
  const browser = await launchBrowser()
  try {
    const scene = createScene(sandbox.url, await readState(sandbox.url))
    await mkdir(images, { recursive: true })
    await draw(browser, sandbox.url, scene)
  } finally {
    await browser.close()
    await sandbox.stop()
    await rm(pageDir, { recursive: true, force: true })
  }
}

function createScene(url: string, state: SandboxState): Scene {
  const road = state.communities.find(({ name }) => name.includes('Дороги'))
  const staff = state.communities.find(({ purpose }) => purpose === 'staff')
  const anna = state.users.find(({ role }) => role === 'citizen')
  const worker = state.users.find(
    ({ role, institution }) => role === 'administrator' && institution?.includes('дорог Зарянска') === true,
  )
  if (road === undefined || staff === undefined || anna === undefined || worker === undefined) {
    throw new Error('The sample region has no road community, staff community, citizen or road worker')
  }
  return {
    citizen: new ScriptedBot(url, road.groupId, road.token, anna.userId),
    staff: new ScriptedBot(url, staff.groupId, staff.token, worker.userId),
    hash: `#left=${anna.userId}:${road.groupId}&right=${worker.userId}:${staff.groupId}`,
  }
}

async function draw(browser: Browser, url: string, scene: Scene): Promise<void> {
  const wide = await open(browser, `${url}/${scene.hash}`, { width: 1440, height: 900 })
  await play(wide, scene, await drawRoad(browser))
  await wide.mouse.move(0, 0)
  await wide.screenshot({ path: `${images}sandbox-wide.png` })
  const phone = await open(browser, `${url}/${scene.hash}`, { width: 390, height: 780 })
  await phone.getByRole('button', { name: 'Скрыть подсказку' }).click()
  await phone.locator('.bubble').filter({ hasText: answer }).first().waitFor()
  await phone.screenshot({ path: `${images}sandbox-phone.png` })
}

async function open(browser: Browser, address: string, viewport: Viewport): Promise<Page> {
  const isPhone = viewport.width < 760
  const context = await browser.newContext({
    viewport,
    deviceScaleFactor: isPhone ? 2 : 1,
    hasTouch: isPhone,
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
  })
  const page = await context.newPage()
  await page.goto(address)
  return page
}

interface Viewport {
  readonly width: number
  readonly height: number
}

/** A question on the left becomes a card on the right; the reply to the card becomes the answer on the left. */
async function play(page: Page, { citizen, staff }: Scene, photo: Buffer): Promise<void> {
  const [left, right] = [page.locator('[data-side=left]'), page.locator('[data-side=right]')]
  await write(left, 'Здравствуйте')
  await citizen.say('Здравствуйте! Я помощник сообщества. Расскажите, что случилось и где — можно с фото.')
  await left
    .locator('input[type=file]')
    .setInputFiles({ name: 'дорога.jpg', mimeType: 'image/jpeg', buffer: photo })
  await left.locator('.chosen li[data-upload=done]').waitFor()
  await write(left, question)
  await citizen.say('Передал в Комитет дорог Зарянска. Обращение № 1042, ответ ждите сегодня до 18:00.', {
    keyboard: {
      inline: true,
      buttons: [[textButton('Дополнить', 'primary'), textButton('Не туда', 'secondary')]],
    },
  })
  await write(right, 'Здравствуйте')
  await staff.say(
    `Обращение № 1042\nЯмы и повреждения дорог · Зарянск, улица Мира\n\n«${question}»\n\nОтветьте на это сообщение — жителю придёт ваш текст.`,
    {
      keyboard: {
        inline: true,
        buttons: [[callbackButton('Взять в работу', 'positive'), callbackButton('Передать', 'secondary')]],
      },
    },
  )
  const card = right.getByRole('article').filter({ hasText: 'Обращение № 1042' })
  await card.locator('.bubble').hover()
  await card.getByRole('button', { name: 'Ответить' }).click()
  await write(right, answer)
  await staff.say('Ответ отправлен жителю. Спасибо!', {
    keyboard: {
      buttons: [[textButton('Мои обращения', 'primary'), textButton('Срочные', 'negative')]],
    },
  })
  const asked = (await citizen.messages()).find(({ text }) => text === question)
  await citizen.say(`Комитет дорог Зарянска отвечает:\n${answer}`, {
    ...(asked === undefined ? {} : { replyToCmid: asked.cmid }),
    keyboard: { buttons: [[textButton('Помогло', 'positive'), textButton('Не помогло', 'negative')]] },
  })
  await left.getByRole('button', { name: 'Помогло', exact: true }).waitFor()
}

async function write(dialog: Locator, text: string): Promise<void> {
  const field = dialog.getByRole('textbox', { name: 'Сообщение', exact: true })
  await field.fill(text)
  await field.press('Enter')
  await dialog.locator('.message[data-from=user]').filter({ hasText: text }).waitFor()
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
