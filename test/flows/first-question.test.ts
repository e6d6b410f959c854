import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestProduct, startTestProduct } from '../support/product.ts'

describe('the way of a question', () => {
  let region: TestProduct

  beforeAll(async () => {
    region = await startTestProduct()
  })

  afterAll(async () => {
    await region.stop()
  })

  it('goes from a citizen to the institution and back with an answer', async () => {
    const citizen = region.talk(7001, 1001)

    await citizen.say('Здравствуйте! На улице Мира огромная яма на дороге, машину чуть не разбил')
    const receipt = await citizen.hear('принято')

    expect(receipt.text).toMatch(/Обращение № \d+ принято/u)
    expect(receipt.text).toContain('Ответит:')
  })
})
