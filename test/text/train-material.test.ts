import { expect, it } from 'vitest'
import { trainingMaterial } from '../../src/app/train-material.ts'
import { givenDirectory, givenInstitution, givenTopic } from '../support/given.ts'

const codes = Array.from({ length: 400 }, (_, index) => `school-${index}`)
const directory = givenDirectory({
  topics: [givenTopic('TEST-00', { title: 'Питание', button: 'Питание', phrases: ['чем кормят'] })],
  institutions: codes.map((code, index) => givenInstitution(index + 1, { code, title: `Школа ${index}` })),
})
const answeredBy = (code: string) => ({ text: `Чем кормят? ${code}`, labels: ['TEST-00', code] })

it('learns of the 300 institutions that answered most often, and the topic of every text', () => {
  const once = codes.slice(0, 350).map(answeredBy)
  const often = codes.slice(300, 350).flatMap((code) => [answeredBy(code), answeredBy(code)])

  const { texts, titles } = trainingMaterial([...once, ...often], directory)

  const learnt = new Set(texts.map(({ labels }) => labels[1]).filter((code) => code !== null))
  expect(learnt.size).toBe(300)
  expect(codes.slice(300, 350).every((code) => learnt.has(code))).toBe(true)
  expect(texts.filter(({ labels }) => labels[0] === 'TEST-00')).toHaveLength(450)
  expect(new Set(titles.flatMap(({ labels }) => labels[1] ?? []))).toEqual(learnt)
  expect(titles.flatMap(({ labels }) => labels[0] ?? [])).toEqual(['TEST-00', 'TEST-00'])
})

it('learns no institution that never answered', () => {
  const { titles } = trainingMaterial([answeredBy('school-7')], directory)

  expect(titles.flatMap(({ labels }) => labels[1] ?? [])).toEqual(['school-7'])
})
