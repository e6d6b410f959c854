/** Those who answer, at work in VK. */
import type { Story } from './story.ts'

const roads = 5040
const housing = 5038
const coordinator = 5001

const training: Story = {
  title: 'Потренироваться',
  about: 'Новый сотрудник отвечает на учебные вопросы; жителям ничего не уходит.',
  async play(stage) {
    const staff = await stage.staff('Комитет дорог', roads)
    await staff.say('Потренироваться')
    await staff.hear('Вопрос 1 из 5')
    await staff.say('Ваше обращение принято к сведению, меры будут приняты в кратчайшие сроки.')
    await staff.hear('Что поправить')
    await staff.press('Ответить ещё раз')
    await staff.hear('Вопрос 1 из 5')
    await staff.say(
      'Здравствуйте! Обеды остывали: сломался мармит. Починим завтра, 24 ноября, еда снова будет тёплой.',
    )
    await staff.hear('из 10')
    await staff.press('Закончить')
    await staff.hear('Итог')
  },
}

const clarification: Story = {
  title: 'Уточнить у жителя',
  about: 'Вопрос жителю показан до отправки; срок решения стоит, пока он не ответил; карточка меняется сама.',
  async play(stage) {
    const staff = await stage.staff('Комитет дорог', roads)
    const { citizen, number } = await stage.askAboutRoad()
    await staff.hear(`Новое обращение № ${number}`)
    await staff.press('Уточнить')
    await staff.hear('Что спросить')
    await staff.press('Пришлите, пожалуйста, фото.')
    await staff.hear('увидит житель')
    await staff.press('Отправить')
    await staff.hear('ушёл жителю')
    await citizen.hear('Уточняют')
    await citizen.say('Фото нет, яма напротив второго подъезда')
    await citizen.hear('Передал ваш ответ')
    await staff.hear('Житель дописал')
  },
}

const colleagues: Story = {
  title: 'Заметка и вопрос коллегам',
  about: 'Черновик можно оставить себе, а соседнее учреждение — спросить; жителю отвечает один.',
  async play(stage) {
    const staff = await stage.staff('Комитет дорог', roads)
    const colleague = await stage.staff('Комитет ЖКХ', housing)
    const { number } = await stage.askAboutRoad()
    await staff.hear(`Новое обращение № ${number}`)
    await staff.press('Ответить')
    await staff.hear('Напишите ответ')
    await staff.say('Подрядчик обещал быть в среду')
    await staff.hear('увидит житель')
    await staff.press('Заметка')
    await staff.hear('сохранена')
    await staff.press('Подробнее')
    await staff.hear('Заметки:')
    await staff.press('Спросить коллег')
    await staff.hear('Кого спросить')
    await staff.say('комитет жкх зарянска')
    await staff.hear('Напишите вопрос')
    await staff.say('Под этой ямой ваша труба. Её уже починили?')
    await staff.hear('его получит Комитет ЖКХ Зарянска')
    await colleague.hear(`об обращении № ${number}`)
    await colleague.press('Ответить коллегам')
    await colleague.hear('Напишите ответ коллегам')
    await colleague.say('Да, в понедельник')
    await colleague.hear('Передал коллегам')
    await staff.hear('Да, в понедельник')
  },
}

const overseeing: Story = {
  title: 'Координатор ищет и забирает',
  about: 'По номеру или словам; что держит коллега, координатор может забрать себе.',
  async play(stage) {
    const staff = await stage.staff('Комитет дорог', roads)
    const { number } = await stage.askAboutRoad()
    await staff.hear(`Новое обращение № ${number}`)
    await staff.press('Беру')
    await staff.hear('теперь за вами')
    const boss = await stage.staff('Координатор', coordinator)
    await boss.say(`№ ${number}`)
    await boss.hear('Нашёл:')
    await boss.press(`Открыть № ${number}`)
    await boss.hear('Занимается')
    await boss.press('Забрать себе')
    await boss.hear('теперь за вами')
    await staff.hear('теперь ведёт')
    await boss.say('Кто молчит')
    await boss.hear(/Никто не молчит|Молчат/u)
  },
}

export const deskStories: readonly Story[] = [training, clarification, colleagues, overseeing]
