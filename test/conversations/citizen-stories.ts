/** What a citizen meets: guesses, questions, refusals to guess, danger, words that are no question. */
import { type Story, numberIn } from './story.ts'

const coordinatorOfZaryansk = 5002

const guessing: Story = {
  title: 'Всё ясно с первого сообщения',
  about: 'Тема и место понятны, поэтому бот ничего не спрашивает.',
  async play(stage) {
    const citizen = await stage.citizen()
    await citizen.say('На улице Кленовой, 12 третий день не горит ни один фонарь, темно')
    await citizen.hear('принято')
    await citizen.say('Спасибо!')
    await citizen.hear('Пожалуйста')
  },
}

const asking: Story = {
  title: 'Бот не уверен и спрашивает',
  about: 'Темы похожи, а отвечают за них разные учреждения: не больше трёх кнопок и «Другое».',
  async play(stage) {
    const citizen = await stage.citizen()
    await citizen.say('У нас во дворе на дороге огромная яма, ул. Садовая, 5')
    await citizen.hear('о чём вопрос')
    await citizen.press('Ямы и разбитый асфальт во дворе')
    await citizen.hear('принято')
  },
}

const askingWhere: Story = {
  title: 'Бот спрашивает, где это',
  about: 'Без места такой вопрос никому не передать; место можно отправить кнопкой, написать или пропустить.',
  async play(stage) {
    const citizen = await stage.citizen()
    await citizen.say('Не вывозят мусор, баки у дома переполнены вторую неделю')
    const asked = await citizen.hear(/Где это|о чём вопрос/u)
    if (asked.text.includes('о чём')) {
      await citizen.press(asked.keyboard?.buttons[0]?.[0]?.action.label ?? '')
      await citizen.hear('Где это')
    }
    await citizen.say('улица Мира, 7')
    await citizen.hear('принято')
  },
}

const twoMatters: Story = {
  title: 'Два вопроса в одном сообщении',
  about:
    'Отвечают на них разные учреждения, поэтому бот предлагает два обращения. Молча он ничего не делит; сообщение целиком видят оба. Так же, если одно из двух — об открытом обращении.',
  async play(stage) {
    const citizen = await stage.citizen()
    const lights = await stage.staff('Сотрудница Горсвета', 5047)
    await citizen.say(
      'На улице Кленовой, 712 третий день не горит ни один фонарь, темно. И ещё: не вывозят мусор, баки у дома переполнены вторую неделю',
    )
    await citizen.hear('разные люди')
    await citizen.press('Два обращения')
    const number = numberIn(await citizen.hear('приняты'))
    await lights.hear(`Новое обращение № ${number}`)
    await citizen.say('На улице Кленовой, 712 так и не горит ни один фонарь, темно. И ещё: не работает лифт')
    await citizen.hear(`добавлю к № ${number}`)
    await citizen.press('Да, так и сделать')
    await citizen.hear(`Добавил к обращению № ${number}`)
    await lights.hear(`дописал к № ${number}`)
  },
}

const refusing: Story = {
  title: 'Бот не угадывает наугад',
  about: 'Слов мало или они ни о чём: один вопрос, потом разбирается человек.',
  async play(stage) {
    const citizen = await stage.citizen()
    await citizen.say('Помогите')
    await citizen.hear('чуть подробнее')
    await citizen.say('Просто невозможно уже так жить')
    await citizen.hear(/принято|о чём вопрос/u)
  },
}

const danger: Story = {
  title: 'Опасность',
  about:
    'Сначала совет и номера, без вопросов; обращение срочное, координатор узнаёт сразу — без телефона жителя.',
  async play(stage) {
    const boss = await stage.staff('Координатор Зарянска', coordinatorOfZaryansk)
    const citizen = await stage.citizen()
    await citizen.say('У нас в подъезде сильно пахнет газом! Мой телефон 8 910 123-45-67')
    await citizen.hear('104')
    const number = numberIn(await citizen.hear('принято'))
    await boss.hear(`обращение № ${number}`)
  },
}

const dangerLater: Story = {
  title: 'Опасность посреди разговора',
  about: 'Тревожные слова важнее вопроса, на который бот ждал ответа.',
  async play(stage) {
    const citizen = await stage.citizen()
    await citizen.say('У нас во дворе на дороге огромная яма, ул. Садовая, 105')
    await citizen.hear('о чём вопрос')
    await citizen.say('Ой, провод оборвало, лежит и искрит!')
    await citizen.hear('112')
    await citizen.hear('принято')
  },
}

const noQuestion: Story = {
  title: 'Не вопрос',
  about: 'Приветствие, брань и реклама никому не передаются, но выход есть всегда.',
  async play(stage) {
    const citizen = await stage.citizen()
    await citizen.say('Добрый день!')
    await citizen.hear('Я бот')
    await citizen.say('Да вы идиоты все!')
    await citizen.hear('накипело')
    await citizen.say('Заработок от 5000 рублей в день без вложений! Пишите в лс')
    await citizen.hear('похоже на рекламу')
    await citizen.say('отмена')
    await citizen.hear('не отправляю')
  },
}

export const citizenStories: readonly Story[] = [
  guessing,
  asking,
  askingWhere,
  twoMatters,
  refusing,
  danger,
  dangerLater,
  noQuestion,
]
