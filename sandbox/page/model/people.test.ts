import { expect, test } from 'vitest'
import { isFound, peopleGroups, personNote } from './people.ts'

const anna = { userId: 1, firstName: 'Анна', lastName: 'Королёва', role: 'citizen' }
const oleg = {
  userId: 2,
  firstName: 'Олег',
  lastName: 'Пак',
  role: 'administrator',
  institution: 'Школа № 3',
}
const vera = { userId: 3, firstName: 'Вера', lastName: 'Ли', role: 'coordinator' }

test('groups people by what they do', () => {
  expect(
    peopleGroups([vera, oleg, anna], '').map(({ title, people }) => [
      title,
      people.map(({ userId }) => userId),
    ]),
  ).toEqual([
    ['Жители', [1]],
    ['Администраторы', [2]],
    ['Координаторы', [3]],
  ])
})

test('finds by name and by institution, ё or е alike', () => {
  expect(peopleGroups([vera, oleg, anna], 'королева').map(({ title }) => title)).toEqual(['Жители'])
  expect(peopleGroups([vera, oleg, anna], 'школа пак').map(({ title }) => title)).toEqual(['Администраторы'])
  expect(isFound('что угодно', '  ')).toBe(true)
})

test('says the institution of an administrator and the role of others', () => {
  expect(personNote(oleg)).toBe('Школа № 3')
  expect(personNote(anna)).toBe('житель')
  expect(personNote({ ...oleg, role: 'head' })).toBe('руководитель, Школа № 3')
})
