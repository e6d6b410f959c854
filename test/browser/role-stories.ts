/** What each role finds at the console; part of console.test.ts, which has the browser and the server. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { type ConsoleWorld, coordinator, row } from './console-world.ts'

const desk = ['Очередь', 'Показатели']
const everything = [...desk, 'Карта тем', 'Справочники', 'Качество']

/** People of the sample region; the question is about a road of Зарянск. */
const roles = [
  { who: 'the head of the institution that answers', id: 5039, sections: desk, isTheirs: true },
  { who: 'a coordinator of the municipality', id: 5002, sections: everything, isTheirs: true },
  { who: 'a coordinator of the region', id: coordinator, sections: everything, isTheirs: true },
  { who: 'an administrator of another institution', id: 5010, sections: desk, isTheirs: false },
  { who: 'an observer of another institution', id: 5003, sections: desk, isTheirs: false },
]

export function roleStories(world: () => ConsoleWorld): void {
  it.each(roles)('shows $who the sections and tickets that are theirs', async (role) => {
    const { id, words } = await world().ask()
    // As high as the queue is long: only what fits on the screen is in the page.
    const page = await world().openAs(role.id, { viewport: { width: 1440, height: 4_000 } })
    const shown = page.getByRole('navigation', { name: 'Разделы' }).getByRole('link')
    expect(await shown.allInnerTexts()).toEqual(role.sections)

    await page.goto(`${world().web.url}/console/#open/${id}`)
    await (role.isTheirs ? page.getByRole('log').getByText(words).waitFor() : refusal(page).waitFor())

    if (role.isTheirs) await row(page, id).waitFor()
    expect(await row(page, id).count()).toBe(role.isTheirs ? 1 : 0)
    expect((await page.content()).includes(words)).toBe(role.isTheirs)
    await page.goto(`${world().web.url}/console/#directory/people`)
    const refused = page.getByText('Это видят координаторы')
    await (
      role.sections === everything ? page.getByRole('heading', { name: 'Справочники' }) : refused
    ).waitFor()
  })
}

const refusal = (page: Page) => page.getByText('Обращения здесь нет')
