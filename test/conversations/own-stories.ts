/** What a citizen may ask of the bot itself: a ready answer, their own tickets and data; and a question in public. */
import { type Story, administration, numberIn } from './story.ts'

const school = 1004

const readyAnswer: Story = {
  title: 'Готовый ответ',
  about: 'Частый вопрос: бот отвечает сразу, один раз, и обращения не заводит.',
  async play(stage) {
    const parent = await stage.citizen('Житель', school)
    await parent.say('Здравствуйте! Как записать ребёнка в первый класс?')
    await parent.hear('готовый ответ')
    await parent.press('Помогло')
    await parent.hear('Рад, что помогло')
  },
}

const notThatAnswer: Story = {
  title: 'Готовый ответ не о том',
  about: 'Вопрос уходит сотруднику таким, каким его задали.',
  async play(stage) {
    const parent = await stage.citizen('Житель', school)
    await parent.say('Как оформить бесплатное питание?')
    await parent.hear('готовый ответ')
    await parent.press('Передать сотруднику')
    await parent.hear('принято')
  },
}

const ownTickets: Story = {
  title: 'Мои обращения',
  about: 'Список, состояние, дописать, отозвать.',
  async play(stage) {
    const citizen = await stage.citizen()
    await citizen.say('На улице Полевой, 21 не горит фонарь у остановки')
    const number = numberIn(await citizen.hear('принято'))
    await citizen.press('Мои обращения')
    await citizen.hear('Ваши обращения')
    await citizen.press(`№ ${number}`)
    await citizen.hear('ответит Горсвет')
    await citizen.press('Дописать')
    await citizen.hear('Что добавить')
    await citizen.say('Фонарь третий от остановки')
    await citizen.hear('Добавил')
    await citizen.press('Мои обращения')
    await citizen.hear('Ваши обращения')
    await citizen.press(`№ ${number}`)
    await citizen.hear('третий от остановки')
    await citizen.press('Отозвать')
    await citizen.hear('Отвечать на него больше не будут')
    await citizen.press('Да, отозвать')
    await citizen.hear('отозвано')
  },
}

const ownData: Story = {
  title: 'Что вы обо мне знаете и удалить мои данные',
  about: 'Показать — сразу, удалить — после второго вопроса; остаётся акт без имени.',
  async play(stage) {
    const citizen = await stage.citizen()
    await citizen.say('На улице Полевой, 121 не горит фонарь у детского сада')
    await citizen.hear('принято')
    await stage.nameKnown(citizen)
    await citizen.say('Что вы обо мне знаете?')
    await citizen.hear('Вот всё')
    await citizen.press('Удалить мои данные')
    await citizen.hear('Вернуть их будет нельзя')
    await citizen.press('Да, удалить')
    await citizen.hear('составлен акт')
  },
}

const inPublic: Story = {
  title: 'Вопрос в комментарии',
  about:
    'Под записью — только номер; подробности и слово о личных данных — в сообщениях, если туда можно писать.',
  async play(stage) {
    const citizen = await stage.citizen()
    await citizen.say('Спасибо')
    await citizen.hear('Пожалуйста')
    await fetch(`${stage.region.sandbox.url}/sandbox/comments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        groupId: administration,
        userId: citizen.userId,
        postId: 7,
        text: 'На улице Полевой, 55 огромная яма на дороге, звоните 8 910 123-45-67',
      }),
    })
    await citizen.hear('Увидел ваш комментарий')
  },
}

export const ownStories: readonly Story[] = [readyAnswer, notThatAnswer, ownTickets, ownData, inPublic]
