import { mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createFigureKeeper } from '../../src/db/figure-keeper.ts'
import { askAboutRoad } from '../support/ask-about-road.ts'
import { moment, moscow } from '../support/given.ts'
import { type TestProduct, TestClock, startTestProduct } from '../support/product.ts'

const staffCommunity = 1000
const roadsFirst = 5040
const regionCoordinator = 5001

describe('the report of Monday', () => {
  const clock = new TestClock()
  /** A Friday morning. */
  clock.startAt(moment('2026-11-13 10:00'))
  let region: TestProduct

  beforeAll(async () => {
    region = await startTestProduct({ clock })
  })

  afterAll(async () => {
    await region.stop()
  })

  it('comes at nine, with a picture, to the institution and to the coordinator, once; the month as a letter', async () => {
    await askAboutRoad(region, { words: 'На улице Мира, 4 огромная яма на дороге' })
    await createFigureKeeper(region.pool, moscow).catchUp()
    const [first, coordinator] = [roadsFirst, regionCoordinator].map((id) => region.talk(id, staffCommunity))
    for (const talk of [first, coordinator]) await talk?.skip()
    // Pictures of five weeks before, and of the week before.
    const folder = path.join(region.filesFolder, '0')
    await mkdir(folder, { recursive: true })
    for (const name of ['20261005900000.png', '20261102900000.png'])
      await writeFile(path.join(folder, name), '')

    clock.startAt(moment('2026-11-16 08:58'))
    await region.product.timers.drain()
    const early = await first?.dialog()
    expect(early?.messages.some(({ text }) => text.startsWith('Неделя'))).toBe(false)

    clock.startAt(moment('2026-11-16 09:00'))
    await region.product.timers.drain()
    const own = await first?.hear('Неделя')
    expect(own?.text).toMatch(/Пришло 1, отвечено 0\. Ждут сейчас 1, просрочено 1\.[\s\S]*В срок: 0 %/u)
    expect(own?.attachments).toMatchObject([{ type: 'photo' }])
    const whole = await coordinator?.hear('вся область')
    expect(whole?.text).toMatch(/Пришло 1[\s\S]*(Молчат страницы|Все страницы отвечают)/u)
    expect(whole?.attachments).toHaveLength(1)
    const kept = await readdir(folder)
    expect(kept).toContain('20261109900000.png')
    expect(kept).toContain('20261102900000.png')
    expect(kept).not.toContain('20261005900000.png')

    await region.product.timers.drain()
    clock.startAt(moment('2026-12-01 09:00'))
    await region.product.timers.drain()
    const month = await coordinator?.hear('Отчёт за ноябрь 2026 года')
    expect(month?.text).toContain('Пришло 1, отвечено 0')
    expect(month?.attachments).toMatchObject([{ type: 'doc', doc: { ext: 'pdf' } }])
    const later = await first?.dialog()
    expect(later?.messages.filter(({ text }) => text.startsWith('Неделя 9–15'))).toHaveLength(1)
  })
})
