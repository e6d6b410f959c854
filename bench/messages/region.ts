/**
 * A made-up region of any size: one institution, one community and one administrator each, in municipalities of about
 * fifty. Every page is of purpose `both`, so that the cards of staff spread over all tokens: a single staff community
 * would be held to VK's 20 messages a second, and the benchmark would measure that limit.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { PageKind } from './phrases.ts'

export interface BenchCommunity {
  readonly groupId: number
  readonly token: string
  readonly kind: PageKind
}

export interface BenchRegion {
  readonly folder: string
  readonly communities: readonly BenchCommunity[]
}

const firstGroupId = 210_000_000
export const firstStaffId = 5_000
const municipalitySize = 50

/** What stands first in each municipality; all the rest are schools. */
const offices: readonly { readonly kind: PageKind; readonly title: string; readonly answersFor: string }[] = [
  { kind: 'town', title: 'Администрация', answersFor: 'ADM|ADM_ROAD|ADM_GKH|ADM_EDU|ADM_TRANS|ADM_HOME' },
  { kind: 'house', title: 'Управляющая компания', answersFor: 'UK' },
  { kind: 'house', title: 'Водоканал и теплосеть', answersFor: 'WATER|HEAT|POWER' },
  { kind: 'clinic', title: 'Районная больница', answersFor: 'MED' },
  { kind: 'town', title: 'Центр социальной помощи', answersFor: 'SOC|MFC' },
  { kind: 'town', title: 'Дом культуры и стадион', answersFor: 'CULT|SPORT' },
]
const hours = 'пн-пт 09:00-18:00, обед 13:00-14:00'

/** Writes the files that the product imports and the sandbox reads. */
export async function writeRegion(folder: string, size: number): Promise<BenchRegion> {
  const places = Array.from({ length: size }, (_, index) => placeOf(index))
  const municipalities = [...new Set(places.map(({ municipality }) => municipality))]
  await mkdir(folder, { recursive: true })
  const write = (file: string, head: string, rows: readonly string[]): Promise<void> =>
    writeFile(path.join(folder, `${file}.csv`), `${[head, ...rows].join('\n')}\n`)
  await write(
    'municipalities',
    'code;title;kind;aliases',
    municipalities.map((code, index) => `${code};${municipalityTitle(index)};district;`),
  )
  await write(
    'institutions',
    'code;title;short_title;kind;answers_for;parent;municipality;time_zone;working_hours',
    places.map(
      (place) =>
        `${place.code};${place.title};${place.title};${place.kind};${place.answersFor};;${place.municipality};Europe/Moscow;${hours}`,
    ),
  )
  await write(
    'communities',
    'group_id;title;institution;municipality;token;purpose',
    places.map(
      (place) => `${place.groupId};${place.title};${place.code};${place.municipality};${place.token};both`,
    ),
  )
  await write(
    'staff',
    'vk_user_id;first_name;last_name;role;institution;municipality',
    places.map((place, index) => `${firstStaffId + index};Анна;Дежурная;administrator;${place.code};`),
  )
  return { folder, communities: places.map(({ groupId, token, kind }) => ({ groupId, token, kind })) }
}

function placeOf(index: number) {
  const number = Math.floor(index / municipalitySize)
  const office = offices[index % municipalitySize]
  const town = municipalityTitle(number)
  return {
    groupId: firstGroupId + index,
    token: `bench-${firstGroupId + index}`,
    code: `place-${index}`,
    municipality: `m-${number}`,
    ...(office === undefined
      ? { kind: 'school' as const, title: `Школа № ${index}, ${town}`, answersFor: 'SCHOOL' }
      : { kind: office.kind, title: `${office.title}, ${town}`, answersFor: office.answersFor }),
  }
}

const beginnings = ['Лесо', 'Реко', 'Камне', 'Бело', 'Ново', 'Старо', 'Верхо', 'Сосно']
const endings = ['горский', 'польский', 'реченский', 'борский', 'озёрский']

const municipalityTitle = (index: number): string =>
  `${beginnings[index % beginnings.length]}${endings[Math.floor(index / beginnings.length) % endings.length]} район`
