import { expect, it } from 'vitest'
import type { Understanding } from '../domain/understanding.ts'
import { rememberLast } from './remember-last.ts'

const nothing: Understanding = {
  utterance: 'question',
  topics: [],
  place: { municipalityIds: [], text: null },
  danger: null,
}

it('understands the same words once, and others anew', () => {
  const asked: string[] = []
  const understand = rememberLast((text) => {
    asked.push(text)
    return { ...nothing, danger: text === 'Пахнет газом' ? 'gas' : null }
  })

  expect(understand('Пахнет газом').danger).toBe('gas')
  expect(understand('Яма').danger).toBeNull()
  expect(understand('Пахнет газом').danger).toBe('gas')
  expect(asked).toEqual(['Пахнет газом', 'Яма'])
})

it('keeps only a little: what was said long ago is understood again', () => {
  let count = 0
  const understand = rememberLast(() => {
    count += 1
    return nothing
  })
  const texts = Array.from({ length: 1_000 }, (_, index) => `Яма № ${index}`)

  for (const text of [...texts, ...texts]) understand(text)

  expect(count).toBe(2_000)
})
