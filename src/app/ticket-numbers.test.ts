import { expect, test } from 'vitest'
import { ticketId } from '../domain/ids.ts'
import { TicketNumbers } from './ticket-numbers.ts'

function givenStore() {
  const asked: number[] = []
  let last = 1000
  const nextTicketIds = (count: number) => {
    asked.push(count)
    return Promise.resolve(Array.from({ length: count }, () => ticketId((last += 1))))
  }
  return { asked, nextTicketIds }
}

test('gives numbers without a gap, asking for several at once', async () => {
  const store = givenStore()
  const numbers = new TicketNumbers(store)

  const given = [await numbers.next(), await numbers.next(), await numbers.next()]

  expect(given).toEqual([1001, 1002, 1003])
  expect(store.asked).toHaveLength(1)
})

test('gives every number once to many who ask at the same time, with one question', async () => {
  const store = givenStore()
  const numbers = new TicketNumbers(store)

  const given = await Promise.all(Array.from({ length: 30 }, () => numbers.next()))

  expect(given.toSorted((left, right) => left - right)).toEqual(
    Array.from({ length: 30 }, (_, index) => 1001 + index),
  )
  expect(store.asked).toEqual([30])
})

test('asks again after a question that failed', async () => {
  const store = givenStore()
  let isDown = true
  const numbers = new TicketNumbers({
    nextTicketIds: (count) => (isDown ? Promise.reject(new Error('down')) : store.nextTicketIds(count)),
  })

  await expect(numbers.next()).rejects.toThrow('down')
  isDown = false

  expect(await numbers.next()).toBe(1001)
})
