/** Those who answer, at work in VK. */
import { type Stage, type Story, numberIn } from './story.ts'
import type { Talk } from '../support/talk.ts'

const roads = 5040
let house = 400

/** A question about a road that comes to the committee of roads. */
async function askAboutRoad(stage: Stage): Promise<{ readonly citizen: Talk; readonly number: string }> {
  const citizen = await stage.citizen()
  await citizen.say(`На улице Мира, ${(house += 20)} огромная яма на дороге`)
  const asked = await citizen.hear(/принято|о чём вопрос/u)
  if (asked.text.includes('о чём')) await citizen.press('Ямы и выбоины на дороге')
  return { citizen, number: numberIn(await citizen.hear('принято')) }
}

const clarification: Story = {
  title: 'Уточнить у жителя',
  about: 'Вопрос жителю показан до отправки; срок решения стоит, пока он не ответил; карточка меняется сама.',
  async play(stage) {
    const staff = await stage.staff('Комитет дорог', roads)
    const { citizen, number } = await askAboutRoad(stage)
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

export const deskStories: readonly Story[] = [clarification]
