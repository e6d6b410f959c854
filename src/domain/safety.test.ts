import { describe, expect, it } from 'vitest'
import { findDanger } from './safety-words.ts'
import { isSafetyKey, safetyAdvice } from './safety.ts'

const dangerIn = (text: string) =>
  findDanger(
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[а-я0-9]+/gu) ?? [],
  )

describe('findDanger', () => {
  it.each([
    ['Пахнет газом в подъезде', 'gas'],
    ['чувствуется запах газа на лестнице', 'gas'],
    ['Горит дом на Полевой, помогите', 'fire'],
    ['пожар!!!', 'fire'],
    ['оборванный провод лежит на земле', 'wires'],
    ['пропал ребёнок, ушёл из дома утром', 'missing'],
    ['не хочу жить', 'life'],
    ['меня бьёт муж', 'life'],
    ['подозрительная сумка на остановке', 'threat'],
    ['вода поднимается, уже у крыльца', 'flood'],
    ['стая собак напала на соседку', 'bite'],
    ['застряли в лифте', 'lift'],
    ['скорая не едет второй час', 'med'],
    ['лопнула батарея, кипяток', 'avar'],
    ['открытый люк у школы', 'danger'],
  ])('hears danger in «%s»', (text, key) => {
    expect(dangerIn(text)).toBe(key)
  })

  it.each([
    'не горит фонарь у дома',
    'не горит свет в подъезде',
    'когда проведут газ в деревню',
    'нет горячей воды в доме',
    'нужна пожарная сигнализация в клубе',
    'мой муж хочет записаться к врачу',
    'спасибо за уборку двора',
  ])('hears no danger in «%s»', (text) => {
    expect(dangerIn(text)).toBeNull()
  })
})

describe('safetyAdvice', () => {
  it('names a number to call for every key of life and death', () => {
    for (const key of ['fire', 'gas', 'wires', 'life', 'threat', 'missing', 'flood', 'med'])
      expect(safetyAdvice(key)).toMatch(/112/u)
    expect(safetyAdvice('gas')).toMatch(/104/u)
  })

  it('knows nothing of a key that people made up', () => {
    expect(safetyAdvice('toString')).toBeNull()
    expect(isSafetyKey('unknown')).toBe(false)
  })
})
