/** What coordinators do at the console beside tickets; part of console.test.ts, which has the browser and the server. */
import { expect, it } from 'vitest'
import { findBarriers } from './console-page.ts'
import { type ConsoleWorld, coordinator } from './console-world.ts'

export function coordinatorStories(world: () => ConsoleWorld): void {
  it('journals deeds, destroys what somebody on paper asks for, and joins two tickets of one person', async () => {
    const [older, newer] = [await world().ask(), await world().ask()]
    await world().region.pool.query(
      'update tickets n set citizen_id = o.citizen_id, peer_id = o.peer_id from tickets o where n.id = $1 and o.id = $2',
      [newer.id, older.id],
    )
    const page = await world().openAs(coordinator)
    await page.goto(`${world().web.url}/console/#open/${newer.id}`)
    await page.getByRole('button', { name: `Соединить с № ${older.id}` }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Соединить', exact: true }).click()
    await page.getByText(`Соединено с № ${older.id}`).waitFor()
    await older.citizen.hear(`соединили с № ${older.id}`)

    await page.getByRole('link', { name: 'Качество', exact: true }).click()
    await page.getByRole('link', { name: 'Журнал действий' }).click()
    await page
      .locator('label', { hasText: /^Что/u })
      .locator('select')
      .selectOption({ label: 'Соединили обращения' })
    await page
      .getByRole('list', { name: 'Журнал действий' })
      .getByText(`соединил(а) с № ${older.id}`)
      .waitFor()

    await page.getByRole('link', { name: 'Личные данные' }).click()
    await page.getByLabel('Номер страницы ВКонтакте').fill(String(older.citizen.userId))
    await page.getByRole('button', { name: 'Показать, что хранится' }).click()
    await page.getByText('Обращений: 2 (открыто: 1)').waitFor()
    await page.getByRole('button', { name: 'Удалить всё об этом человеке' }).click()
    const sure = page.getByRole('dialog').getByRole('button', { name: 'Удалить', exact: true })
    expect(await sure.isEnabled()).toBe(false)
    await page.getByLabel('Повторите номер страницы').fill(String(older.citizen.userId))
    await sure.click()
    await page.getByText(/Принято, акт № \d+/u).waitFor()
  })

  it('takes a rule that forwards suggest, writes one in the matrix after showing what it changes, and a template that is checked like a file', async () => {
    await world().region.pool.query(
      `insert into routing_proposals (topic_id, municipality_id, from_id, to_id, moved, total, created_at)
       select 'DVOR-03', m.id, null, i.id, 6, 7, now() from municipalities m, institutions i
       where m.code = 'zaryansk' and i.code = 'zar-roads'`,
    )
    const page = await world().openAs(coordinator)
    await page.goto(`${world().web.url}/console/#directory/routing`)
    const lagging = page.getByRole('region', { name: 'Справочник отстаёт' })
    await lagging.getByText('6 из 7 обращений ушли из «координаторы» в «Комитет дорог Зарянска»').waitFor()
    expect(await findBarriers(page)).toEqual([])
    await lagging.getByRole('button', { name: 'Да, добавить правило' }).click()
    await lagging.waitFor({ state: 'detached' })
    const row = page.getByRole('row', { name: /Детская или спортивная площадка/u })
    await row.getByRole('button', { name: /Комитет дорог Зарянска/u }).waitFor()
    await page.locator('.matrix .cell').first().click()
    await page.getByLabel('Пусть отвечает').selectOption({ index: 1 })
    const chosen = await page.getByLabel('Пусть отвечает').locator('option:checked').textContent()
    await page.getByRole('button', { name: 'Что изменится' }).click()
    await page.getByText(/обращени\S+ за 30 дней/u).waitFor()
    await page.getByRole('button', { name: 'Записать правило' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.locator('.matrix .cell').first().click()
    await page.getByText('(по правилу)').waitFor()
    expect(chosen).not.toBe('')
    await page.keyboard.press('Escape')

    await page.getByRole('link', { name: 'Шаблоны' }).click()
    await page.getByRole('button', { name: 'Добавить' }).click()
    await page.getByLabel('Код', { exact: true }).fill('proverka')
    await page.getByLabel('Название').fill('Проверка')
    await page.getByLabel('Текст').fill('Сделаем {дата')
    await page.getByRole('button', { name: 'Сохранить' }).click()
    await page.getByText(/скобка без пары/u).waitFor()
    await page.getByLabel('Текст').fill('Сделаем {дата}.')
    await page.getByRole('button', { name: 'Сохранить' }).click()
    await page.getByRole('heading', { name: 'Проверка' }).waitFor()
  })
}
