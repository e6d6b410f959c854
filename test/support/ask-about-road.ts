import type { TestProduct } from './product.ts'
import type { Talk } from './talk.ts'

const administration = 1001
const topic = 'Ямы и выбоины на дороге'

export interface Asked {
  readonly citizen: Talk
  readonly words: string
  readonly receipt: string
  /** Of the ticket. */
  readonly number: string
}

let house = 4

/** Far enough from the last one that nobody is asked to join a neighbour. */
export const nextRoadQuestion = (): string => `На улице Мира, ${(house += 20)} огромная яма на дороге`

/** Somebody new asks the administration about a road and tells the bot the topic if it asks; the question is registered. */
export async function askAboutRoad(
  region: TestProduct,
  options: {
    readonly words?: string
    readonly attachments?: readonly unknown[]
    readonly citizen?: Talk
  } = {},
): Promise<Asked> {
  const { words = nextRoadQuestion(), attachments = [] } = options
  const citizen = options.citizen ?? (await region.newcomer(administration))
  await citizen.say(words, { attachments })
  const answer = await citizen.hear(/принято|о чём вопрос/u)
  if (answer.text.includes('о чём')) await citizen.press(topic)
  const { text: receipt } = await citizen.hear('принято')
  return { citizen, words, receipt, number: /№ (\d+)/u.exec(receipt)?.[1] ?? '' }
}
