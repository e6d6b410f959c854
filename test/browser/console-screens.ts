/**
 * Every screen of the console, looked at by axe in the ordinary run; with `WRITE_SCREENS=1` (`npm run screenshots`) also
 * drawn into docs/images/console, light and dark, on a phone and on a wide screen.
 */
import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { findBarriers } from './console-page.ts'
import { type ConsoleWorld, coordinator, writeAnswer } from './console-world.ts'

interface Screen {
  readonly name: string
  readonly show: (page: Page, ticketId: number) => Promise<void>
}

const dialog = (page: Page) => page.getByRole('dialog')
const closeDialog = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape')
  await dialog(page).waitFor({ state: 'detached' })
}

const opened =
  (name: string) =>
  async (page: Page): Promise<void> => {
    if ((await dialog(page).count()) > 0) await closeDialog(page)
    await page.getByRole('button', { name, exact: true }).click()
    await dialog(page).waitFor()
  }

const screens: readonly Screen[] = [
  { name: 'queue', show: async (page) => page.getByRole('link').filter({ hasText: '№' }).first().waitFor() },
  {
    name: 'ticket',
    show: async (page, id) => {
      // By its address: only as much of the queue is in the page as fits on the screen.
      await page.evaluate(`location.hash = '#open/${id}'`)
      await page.getByRole('log').waitFor()
    },
  },
  {
    name: 'answer',
    show: async (page) => {
      await writeAnswer(page, 'Сообщаем, что в настоящее время яму засыплем в кратчайшие сроки.')
      await page.getByText('Совет перед отправкой').waitFor()
      await page.getByRole('radio', { name: /В работе до/u }).check()
    },
  },
  { name: 'forward', show: opened('Передать') },
  { name: 'history', show: opened('История') },
  { name: 'note', show: opened('Добавить заметку для коллег') },
  {
    name: 'shortcuts',
    show: async (page) => {
      await closeDialog(page)
      await page.keyboard.press('?')
      await page.getByRole('dialog', { name: 'Клавиши' }).waitFor()
    },
  },
  ...[
    'institutions',
    'people',
    'communities',
    'connect',
    'routing',
    'topics',
    'templates',
    'faq',
    'advice',
    'texts',
    'calendar',
    'import',
  ].map((name) => ({
    name: `directory-${name}`,
    show: async (page: Page) => {
      if ((await dialog(page).count()) > 0) await closeDialog(page)
      await page.evaluate(`location.hash = '#directory/${name}'`)
      await page.getByRole('heading', { name: 'Справочники' }).waitFor()
      await page.locator('.tabs [aria-current=page]').waitFor()
      await page.getByText('Загружаю').waitFor({ state: 'detached' })
    },
  })),
  {
    name: 'rule',
    show: async (page) => {
      await page.evaluate("location.hash = '#directory/routing'")
      await page.locator('.matrix .cell').first().click()
      await page.getByLabel('Пусть отвечает').waitFor()
    },
  },
  {
    name: 'text',
    show: async (page) => {
      await closeDialog(page)
      await page.evaluate("location.hash = '#directory/texts'")
      await page.getByRole('button', { name: 'Изменить «Приветствие»' }).click()
      await page
        .getByLabel('Что говорит бот')
        .fill('Добрый день! В настоящее время вам отвечает бот страницы «{сообщество}».')
      await page.getByText('Можно проще').waitFor()
    },
  },
  ...['answers', 'models', 'journal', 'personal'].map((name) => ({
    name: `quality-${name}`,
    show: async (page: Page) => {
      if ((await dialog(page).count()) > 0) await closeDialog(page)
      await page.evaluate(`location.hash = '#quality/${name}'`)
      await page.getByRole('heading', { name: 'Качество' }).waitFor()
      await page.locator('.tabs [aria-current=page]').waitFor()
      await page.getByText('Загружаю').waitFor({ state: 'detached' })
    },
  })),
  {
    name: 'map',
    show: async (page) => {
      await page.evaluate("location.hash = '#map'")
      await page.getByRole('table').waitFor()
    },
  },
  {
    name: 'figures',
    show: async (page) => {
      await page.evaluate("location.hash = '#figures'")
      await page.getByRole('heading', { name: 'Показатели' }).waitFor()
      await page.getByRole('img', { name: /^Когда пишут/u }).waitFor()
      await page.getByText('Сравниваются похожие').waitFor()
    },
  },
]

const isSeenWide = (name: string): boolean =>
  /^(?:quality-|rule$|text$|directory-(?:templates|faq|advice|texts)$)/u.test(name)

const images = fileURLToPath(new URL('../../docs/images/console/', import.meta.url))
const isDrawing = process.env['WRITE_SCREENS'] === '1'
const sizes = { wide: { width: 1920, height: 1080 }, phone: { width: 360, height: 740 } } as const

/** Barriers of all screens, each with the screen it was found on. */
export async function visitScreens(
  world: ConsoleWorld,
  { colorScheme }: { readonly colorScheme: 'light' | 'dark' },
): Promise<readonly string[]> {
  const { id } = await world.ask()
  const found: string[] = []
  if (isDrawing) await mkdir(images, { recursive: true })
  // Barriers do not depend on how the two go together; pictures are drawn of all four.
  const usual = colorScheme === 'light' ? 'wide' : 'phone'
  for (const [sizeName, viewport] of Object.entries(sizes)) {
    if (!isDrawing && sizeName !== usual) continue
    const look = async (page: Page, name: string): Promise<void> => {
      const size = `${name}-${colorScheme}-${sizeName}`
      if (isDrawing) await draw(page, `${images}${size}.jpg`)
      found.push(...(await findBarriers(page)).map((barrier) => `${size}: ${barrier}`))
      if (await isScrolledSideways(page)) found.push(`${size}: wider than the screen`)
    }
    const first = await world.open({ colorScheme, viewport })
    await first.getByRole('button', { name: 'Войти' }).waitFor()
    await look(first, 'sign-in')
    const page = await world.openAs(coordinator, { colorScheme, viewport })
    for (const { name, show } of screens) {
      // On a wide screen the history stands beside the conversation.
      if (name === 'history' && sizeName === 'wide') continue
      // So that the ordinary run stays short: on a phone these are looked at by `npm run screenshots`.
      if (!isDrawing && sizeName === 'phone' && isSeenWide(name)) continue
      await show(page, id)
      await look(page, name)
    }
  }
  return found
}

const isScrolledSideways = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')

const bytesMax = 150_000
const qualities = [72, 60, 50, 40, 30] as const

/** As good as fits into the repository. */
async function draw(page: Page, path: string): Promise<void> {
  for (const quality of qualities) {
    const picture = await page.screenshot({ path, type: 'jpeg', quality })
    if (picture.length < bytesMax) return
  }
}
