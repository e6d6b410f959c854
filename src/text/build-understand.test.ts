import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { usualWording } from '../domain/bot-texts/wording.ts'
import type { Directory, Municipality } from '../domain/directory.ts'
import { municipalityId } from '../domain/ids.ts'
import type { Understand } from '../domain/understanding.ts'
import { computingMs } from '../../test/support/computing-ms.ts'
import { givenInstitution } from '../../test/support/given.ts'
import { taxonomyTopics } from '../../test/support/taxonomy-topics.ts'
import { buildUnderstand } from './build-understand.ts'

let understand: Understand

beforeAll(() => {
  understand = buildUnderstand(givenDirectory())
})

describe('topics', () => {
  it.each([
    ['Во дворе вторую неделю не вывозят мусор, баки переполнены', 'MUSOR-01'],
    ['Добрый день! Не горит фонарь на нашей улице, вечером очень темно', 'SVET-01'],
    ['нет горячей воды', 'VODA-02'],
    ['Огромная яма на дороге, пробил колесо', 'DOROGI-01'],
    ['Пахнет газом', 'ENERGO-04'],
    ['как записать ребёнка в садик', 'OBR-01'],
    ['До скольки вы работаете?', 'UCHR-01'],
  ])('puts first what «%s» is about', (text, topic) => {
    expect(understand(text).topics[0]?.topicId).toBe(topic)
  })

  it('reads Russian in Latin letters, and says of another language that it is one', () => {
    expect(understand('Ne vyvozyat musor iz konteynerov').topics[0]?.topicId).toBe('MUSOR-01')
    expect(understand('Бездә су юк, өч көн инде')).toMatchObject({ isForeign: true, topics: [] })
    expect(understand('Не горит фонарь')).not.toHaveProperty('isForeign')
  })

  it.each([
    ['НЕ ВЫВОЗЯТ МУСОР!!!', 'MUSOR-01'],
    ['не вывозят мусор 😡😡😡🤬 третий день', 'MUSOR-01'],
    ['<p>Не&nbsp;вывозят <b>мусор</b></p><br/>', 'MUSOR-01'],
    ['х*й знает, когда вывезут мусор, бл@дь, баки переполнены', 'MUSOR-01'],
    ['Огромная ямa нa дoрoге', 'DOROGI-01'],
    ['не гoрит фoнарь', 'SVET-01'],
  ])('knows what «%s» is about', (text, topic) => {
    expect(understand(text).topics[0]?.topicId).toBe(topic)
  })

  it('forgives a slip of the finger', () => {
    expect(understand('не вывозят мусср из контейниров').topics[0]?.topicId).toBe('MUSOR-01')
  })

  it('guesses nothing from a greeting or from another language', () => {
    expect(understand('Здравствуйте!').topics).toEqual([])
    expect(understand('qqq zzz').topics).toEqual([])
  })

  it('is less sure of a vague text than of a clear one', () => {
    const vague = understand('помогите решить вопрос').topics[0]?.confidence ?? 0
    const clear = understand('не горят фонари, не работает уличное освещение').topics[0]?.confidence ?? 0

    expect(clear).toBeGreaterThan(0.6)
    expect(vague).toBeLessThan(clear)
  })
})

describe('places', () => {
  it.each([
    ['В Лугодольске нет воды', ['lugodolsk']],
    ['жители Лугодольского района просят', ['lugodolsk']],
    ['Живём в Медвежьей Гриве', ['medvezhegrivsk']],
    ['в микрорайоне Кирпичном темно', ['zaryansk']],
    ['привезли кирпичный забор', []],
    ['на Лугодольской улице яма', []],
    ['из села Рыбачий Плёс в Зарянск не ходит автобус', ['tihoozersk', 'zaryansk']],
  ])('knows the municipality in «%s»', (text, codes) => {
    const found = understand(text).place.municipalityIds.map((id) => givenMunicipalities()[id - 1]?.code)

    expect(found).toEqual(codes)
  })
})

describe('institutions and streets of the directory', () => {
  const zaryansk = givenMunicipalities().find(({ code }) => code === 'zaryansk')?.id ?? municipalityId(0)
  const lugodolsk = givenMunicipalities().find(({ code }) => code === 'lugodolsk')?.id ?? municipalityId(0)
  const municipalities = givenMunicipalities().map((one) =>
    one.id === zaryansk ? { ...one, aliases: [...one.aliases, 'улица Плотинная'] } : one,
  )
  const institutions = [
    { title: 'Средняя школа № 5 города Зарянска', shortTitle: 'Школа № 5', municipalityId: zaryansk },
    { title: 'Детский сад № 3 «Скворушка»', shortTitle: 'Детский сад «Скворушка»', municipalityId: zaryansk },
    { title: 'Поликлиника № 1 Зарянска', shortTitle: 'Поликлиника № 1', municipalityId: zaryansk },
    { title: 'Поликлиника № 1 Лугодольска', shortTitle: 'Поликлиника № 1', municipalityId: lugodolsk },
  ].map((one, at) => givenInstitution(at + 1, one))
  const known = buildUnderstand({
    ...givenDirectory(),
    municipalities: new Map(municipalities.map((one) => [one.id, one])),
    institutions: new Map(institutions.map((one) => [one.id, one])),
  })

  it.each([
    ['В школе № 5 холодно', [1]],
    ['в школе номер 5', [1]],
    ['учимся в 5-й школе', [1]],
    ['СОШ №5 опять без света', [1]],
    ['в детском саду «Скворушка» плохо кормят', [2]],
    ['в садике № 3 закрыли группу', [2]],
    ['не дозвониться в поликлинику № 1', [3, 4]],
    ['в школе № 55 холодно', []],
    ['в школе 15 учеников', []],
    ['5 дней нет воды возле школы', []],
    ['в школе 5 дней нет света', []],
  ])('are named in «%s»', (text, ids) => {
    expect(known(text).place.institutionIds ?? []).toEqual(ids)
  })

  it('tell the town when only one has such an institution', () => {
    expect(known('в школе № 5 холодно').place.municipalityIds).toEqual([zaryansk])
    expect(known('Живём в Лугодольске, учимся в школе № 5').place.municipalityIds).toEqual([
      lugodolsk,
      zaryansk,
    ])
    expect(known('в поликлинике № 1 очередь').place.municipalityIds).toEqual([])
  })

  it.each([
    ['яма на Плотинной улице', [zaryansk]],
    ['на ул. Плотинной темно', [zaryansk]],
    ['плотинная вода', []],
  ])('tell the town by a street that only it has: «%s»', (text, ids) => {
    expect(known(text).place.municipalityIds).toEqual(ids)
  })
})

describe('any text at all', () => {
  it('is understood without an error, with confidences in order between 0 and 1', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { topics, place } = understand(text)
        const confidences = topics.map((guess) => guess.confidence)

        expect(topics.length).toBeLessThanOrEqual(5)
        expect(confidences.every((value) => value >= 0 && value <= 1)).toBe(true)
        expect(confidences).toEqual(confidences.toSorted((left, right) => right - left))
        expect(place.text?.length ?? 0).toBeLessThanOrEqual(120)
      }),
      { numRuns: 300 },
    )
  })

  it('gives the same understanding twice', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(understand(text)).toEqual(understand(text))
      }),
      { numRuns: 100 },
    )
  })

  it.each(['яма ', 'а', 'ул. ', '[id1|', '@', 'Мира 1', '\u0301', '  \n'])(
    'takes bounded time when a million characters repeat «%s»',
    (piece) => {
      const text = piece.repeat(1_000_000 / piece.length)

      expect(computingMs(() => understand(text))).toBeLessThan(500)
    },
  )
})

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        'не',
        'горит',
        'фонарь',
        'ул.',
        'Мира',
        '5',
        'вода',
        'газ',
        '[id1|Я]',
        'спасибо',
        '?',
        '\n',
      ),
      {
        maxLength: 60,
      },
    )
    .map((words) => words.join(' ')),
)

function givenDirectory(): Directory {
  return {
    version: 1,
    municipalities: new Map(givenMunicipalities().map((municipality) => [municipality.id, municipality])),
    institutions: new Map(),
    communities: new Map(),
    topics: new Map(taxonomyTopics().map((topic) => [topic.id, topic])),
    rules: [],
    calendarDays: [],
    answerRules: [],
    faq: [],
    wording: usualWording,
  }
}

function givenMunicipalities(): readonly Municipality[] {
  const row = z.object({ code: z.string(), title: z.string(), kind: z.string(), aliases: z.string() })
  return read('sandbox/region/municipalities.csv', row).map((municipality, index) => ({
    ...municipality,
    id: municipalityId(index + 1),
    aliases: municipality.aliases.split('|'),
  }))
}

function read<Row>(file: string, row: z.ZodType<Row>): readonly Row[] {
  return z.array(row).parse(parse(readFileSync(file, 'utf8'), { columns: true, delimiter: ';' }))
}
