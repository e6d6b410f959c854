import { expect, test } from 'vitest'
import { Traffic, type TrafficRecord } from './traffic.ts'

const event = (update: string): TrafficRecord => ({ kind: 'event', at: 0, update })
const told = (traffic: Traffic): readonly string[] =>
  traffic.records().map((record) => (record.kind === 'event' ? record.update : record.kind))

test('the oldest records give way to the newest', () => {
  const traffic = new Traffic({ records: 3, characters: 1000 })
  for (const update of ['1', '2', '3', '4', '5', '6', '7', '8']) traffic.add(event(update))
  expect(told(traffic)).toEqual(['6', '7', '8'])
  expect([...traffic.chunks()].join('').match(/"update":\d/gu)).toHaveLength(3)
})

test('large records make more of the old ones give way', () => {
  const traffic = new Traffic({ records: 100, characters: 10 })
  for (const update of ['1', '22', '333', '4444']) traffic.add(event(update))
  expect(told(traffic)).toEqual(['1', '22', '333', '4444'])
  traffic.add(event('55555'))
  expect(told(traffic)).toEqual(['4444', '55555'])
  traffic.add(event('one that is larger than the bound'))
  expect(told(traffic)).toEqual([])
  traffic.add(event('6'))
  expect(told(traffic)).toEqual(['6'])
})

test('what was cleared counts no longer', () => {
  const traffic = new Traffic({ records: 100, characters: 5 })
  traffic.add(event('12345'))
  traffic.clear()
  traffic.add(event('67890'))
  expect(told(traffic)).toEqual(['67890'])
})

test('a bound of none records nothing', () => {
  const traffic = new Traffic({ records: 0, characters: 1000 })
  traffic.add(event('1'))
  expect(told(traffic)).toEqual([])
})
