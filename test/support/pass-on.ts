import type { TestProduct } from './product.ts'
import type { Talk } from './talk.ts'

const staffCommunity = 1000

/** «Не наш вопрос» under the card of this ticket. */
export async function passOn(region: TestProduct, from: number, number: string, to: string): Promise<Talk> {
  const talk = region.talk(from, staffCommunity)
  await talk.hear(`обращение № ${number}`)
  await talk.press('Не наш вопрос')
  await talk.hear('Кому передать')
  await talk.say(to)
  await talk.hear('Почему')
  await talk.press('Не наша тема')
  await talk.hear(/Передал|решит координатор/u)
  return talk
}
