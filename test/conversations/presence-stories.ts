/** Templates, duty and quiet hours: what makes the work of those who answer lighter. */
import type { Story } from './story.ts'

const head = 5039
const roads = 5040
const onDuty = 5041
const hourSeconds = 3600

const templates: Story = {
  title: 'Шаблон ответа',
  about:
    'Предложены подходящие, с пропусками; пока пропуск пуст, ответ не уйдёт. Хороший ответ становится шаблоном.',
  async play(stage) {
    const staff = await stage.staff('Комитет дорог', roads)
    const { citizen, number } = await stage.askAboutRoad()
    await staff.hear(`Новое обращение № ${number}`)
    // The name fills a blank by itself.
    await stage.nameKnown(citizen)
    await staff.press('Шаблон')
    const { text } = await staff.hear(`Шаблоны для № ${number}`)
    await staff.press(/\d\. Яма на дороге: сделали/u.exec(text)?.[0] ?? '')
    await staff.hear('Чем заполнить')
    await staff.say('сегодня, 24 ноября')
    await staff.hear('увидит житель')
    await staff.press('Отправить')
    await staff.hear('Что это за ответ')
    await staff.press('Разъяснено')
    await staff.hear('отправлен')
    await citizen.hear(`Ответ на обращение № ${number}`)
    await staff.press('Подробнее')
    await staff.hear('Почему здесь')
    await staff.press('Сделать шаблоном')
    await staff.hear('Сохранил шаблон')
  },
}

const duty: Story = {
  title: 'Дежурство',
  about: 'Руководитель назначает дежурного: новые карточки сначала приходят ему.',
  async play(stage) {
    const boss = await stage.staff('Руководитель комитета дорог', head)
    const colleague = await stage.staff('Дежурный', onDuty)
    await boss.say('Дежурство')
    await boss.hear('Кто будет дежурить?')
    await boss.press('Сергей Калинкин')
    await boss.hear('на какие дни?')
    await boss.say('до пятницы')
    await boss.hear('дежурит Сергей Калинкин')
    await colleague.hear('Вы дежурите')
    const { number } = await stage.askAboutRoad()
    await colleague.hear(`Новое обращение № ${number}`)
    await boss.press('Дежурство')
    await boss.hear('дежурит Сергей Калинкин')
    await boss.press('Без дежурного')
    await boss.hear('больше никто не дежурит')
  },
}

const quiet: Story = {
  title: 'Тихие часы',
  about: 'Вечером приходит только срочное, утром — одно сообщение обо всём, что ещё ждёт.',
  async play(stage) {
    // Reminders of the day's other stories come before this one begins.
    await stage.later(10 * hourSeconds)
    for (let rung = 0; rung < 3; rung += 1) await stage.later(1)
    await stage.region.product.outbox.drain()
    const staff = await stage.staff('Комитет дорог', roads)
    await staff.say('Тихие часы')
    await staff.hear('Когда вас не беспокоить?')
    await staff.press('С 20 до 8')
    await staff.hear('каждый день с 20:00 до 8:00')
    await stage.later(hourSeconds)
    const { number } = await stage.askAboutRoad()
    await stage.askAboutRoad()
    await stage.later(11 * hourSeconds + 60)
    await staff.hear('Тихие часы кончились')
    await staff.press(`Открыть № ${number}`)
    await staff.hear('Почему здесь')
    await staff.say('Без тихих часов')
    await staff.hear('Тихих часов больше нет')
  },
}

/** The last moves the clock: nothing may follow it. */
export const presenceStories: readonly Story[] = [templates, duty, quiet]
