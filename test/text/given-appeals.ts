/** A small made-up history: four topics that share some words, two institutions, and a rare topic. */
import type { TextExample } from '../../src/text/train-text-model.ts'

const phrasesByTopic = {
  Дороги: ['яма на дороге', 'разбитый асфальт у школы', 'провал на проезжей части', 'дорогу размыло дождём'],
  Освещение: ['не горит фонарь', 'темно на улице вечером', 'нет света во дворе', 'мигает лампа на столбе'],
  Мусор: ['не вывозят мусор', 'переполнены контейнеры', 'свалка у реки', 'мусор лежит неделю'],
  Вода: ['нет воды в доме', 'ржавая вода из крана', 'слабый напор воды', 'прорвало трубу на улице'],
} as const
const places = ['на Лесной', 'в нашем районе', 'третью неделю', 'у дома семь', 'возле парка']
const institutionByTopic = { Дороги: 'Дорожный комитет', Освещение: 'Дорожный комитет' } as const

export function givenAppeals(): readonly TextExample[] {
  const ordinary = Object.entries(phrasesByTopic).flatMap(([topic, phrases]) =>
    phrases.flatMap((phrase) =>
      places.map((place) => ({
        text: `${phrase} ${place}`,
        labels: [
          topic,
          topic === 'Дороги' || topic === 'Освещение' ? institutionByTopic[topic] : 'Водоканал',
        ],
      })),
    ),
  )
  return [...ordinary, { text: 'потерялась собака', labels: ['Животные', null] }]
}

export function toCsv(appeals: readonly TextExample[], separator = ','): string {
  const quote = (value: string | null): string => `"${(value ?? '').replaceAll('"', '""')}"`
  const rows = appeals.map(({ text, labels: [topic = null, institution = null] }, index) =>
    [String(index + 1), quote(text), quote(topic), quote(institution)].join(separator),
  )
  return [['id', 'text', 'topic', 'institution'].join(separator), ...rows, ''].join('\r\n')
}
