/** Several people and one matter: repetitions, neighbours, the wrong owner, a mass incident. */
import { type Story, numberIn } from './story.ts'

const lights = 5047
const roads = 5040
const coordinatorOfZaryansk = 5002

const repeated: Story = {
  title: 'Повтор',
  about: 'То же самое ещё раз — это не новое обращение.',
  async play(stage) {
    const citizen = await stage.citizen()
    await citizen.say('На улице Кленовой, 112 третий день не горит ни один фонарь, темно')
    const number = numberIn(await citizen.hear('принято'))
    await citizen.say('Третий день не горит ни один фонарь на Кленовой улице, 112!!! Темно')
    await citizen.hear(`Добавил к обращению № ${number}`)
  },
}

const neighbours: Story = {
  title: 'Об этом уже сообщил сосед',
  about: 'Второй житель присоединяется, ответ приходит каждому; чужих имён и слов никто не видит.',
  async play(stage) {
    const staff = await stage.staff('Горсвет', lights)
    const first = await stage.citizen('Житель')
    await first.say('На улице Лесной, 40 третий день не горит ни один фонарь, темно')
    const number = numberIn(await first.hear('принято'))
    await staff.hear(`Новое обращение № ${number}`)
    const second = await stage.citizen('Житель, сосед')
    await second.say('На улице Лесной, 42 не горит ни один фонарь, темно, идти страшно')
    await second.hear('Присоединиться?')
    await second.press('Присоединиться')
    await second.hear(`к обращению № ${number}`)
    await staff.hear(`К № ${number} присоединился`)
    await staff.press('Ответить')
    await staff.hear('Напишите ответ')
    await staff.say('Здравствуйте, Зоя! Фонари на Лесной включим сегодня, 24 ноября, до 20:00.')
    await staff.hear('увидит житель')
    await staff.press('Отправить')
    await staff.hear('Что это за ответ')
    await staff.press('Решено')
    await first.hear('включим сегодня')
    await second.hear('к которому вы присоединились')
  },
}

const wrongOwner: Story = {
  title: 'Не наш вопрос',
  about: '«Подробнее» показывает, почему обращение пришло сюда; переписка уходит дальше вместе с ним.',
  async play(stage) {
    const staff = await stage.staff('Комитет дорог', roads)
    const citizen = await stage.citizen()
    await citizen.say('На улице Мира, 204 огромная яма на дороге, тонет машина')
    const asked = await citizen.hear(/принято|о чём вопрос/u)
    if (asked.text.includes('о чём')) await citizen.press('Ямы и выбоины на дороге')
    const number = numberIn(await citizen.hear('принято'))
    await staff.hear(`Новое обращение № ${number}`)
    await staff.press('Подробнее')
    await staff.hear('Почему здесь')
    await staff.press('Не наш вопрос')
    await staff.hear('Кому передать')
    await staff.say('жкх зарянск')
    await staff.hear('Почему')
    await staff.press('Не наша тема')
    await staff.hear('Передал')
    await citizen.hear(`Обращение № ${number} передали`)
  },
}

const incident: Story = {
  title: 'Общая проблема',
  about: 'Всплеск обращений: координатор узнаёт один раз, новости и ответ получает каждый.',
  async play(stage) {
    const citizen = await stage.citizen()
    await citizen.say('На улице Мира, 20 нет горячей воды')
    await citizen.hear('принято')
    for (let house = 40; house < 200; house += 20) {
      const other = await stage.region.newcomer(citizen.groupId)
      await other.say(`На улице Мира, ${house} нет горячей воды`)
      await other.hear('принято')
    }
    const boss = await stage.staff('Координатор Зарянска', coordinatorOfZaryansk)
    await stage.region.product.incidents.drain()
    await boss.hear('Похоже на общую проблему')
    await boss.press('Сообщить всем новости')
    await boss.hear('что происходит')
    await boss.say('Авария на теплотрассе, бригада на месте, горячую воду дадут сегодня к 18:00.')
    await boss.hear('прочитает каждый')
    await boss.press('Отправить всем')
    await boss.hear('Отправлено: 9 обращений')
    await citizen.hear('к 18:00')
    const late = await stage.citizen('Житель, который написал позже')
    await late.say('На улице Мира, 300 нет горячей воды')
    await late.hear('к 18:00')
    await boss.press('Ответить всем и закрыть')
    await boss.hear('общий ответ')
    await boss.say('Горячую воду дали в 17:40: заменили лопнувшую трубу.')
    await boss.hear('прочитает каждый')
    await boss.press('Отправить всем')
    await boss.hear('Отправлено: 10 обращений')
    await citizen.hear('лопнувшую')
    await late.hear('лопнувшую')
  },
}

export const commonStories: readonly Story[] = [repeated, neighbours, wrongOwner, incident]
