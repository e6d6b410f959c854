/** A made-up region for figures: institutions that differ in what they are, when they work and how they answer. */
import type { WorkingCalendar } from '../working-day.ts'
import { aroundTheClock, parseWorkingHours } from '../working-hours.ts'
import type { Random } from './random.ts'

export interface SimulatedMunicipality {
  readonly id: number
  readonly code: string
  readonly title: string
}

/** How people there work. */
export interface Habits {
  /** Working hours until half of the questions have a response. */
  readonly responseHours: number
  /** Share of questions that are left lying. */
  readonly neglected: number
  /** Share of questions sent on to somebody else. */
  readonly forwarded: number
  /** Share of answers after which the matter really is settled. */
  readonly settled: number
}

export interface SimulatedInstitution {
  readonly id: number
  readonly code: string
  readonly title: string
  readonly shortTitle: string
  readonly kind: string
  readonly municipalityId: number
  readonly timeZone: string
  readonly workingHours: string
  readonly calendar: WorkingCalendar
  readonly habits: Habits
  /** Numbers of its administrators. */
  readonly staffIds: readonly [number, ...number[]]
  /** Its community. */
  readonly groupId: number
  /** How often people write to it, beside others. */
  readonly weight: number
}

export interface SimulatedTopic {
  readonly id: string
  readonly groupId: string
  readonly groupTitle: string
  readonly title: string
}

export interface SimulatedRegion {
  readonly municipalities: readonly SimulatedMunicipality[]
  readonly institutions: readonly SimulatedInstitution[]
  readonly topics: readonly SimulatedTopic[]
}

interface Kind {
  readonly kind: string
  readonly title: string
  readonly hours: string
  readonly weight: number
}

/** From most to least frequent. */
const kinds: readonly [Kind, ...Kind[]] = [
  { kind: 'school', title: 'Школа', hours: 'пн-пт 08:00-17:00, сб 08:00-13:00', weight: 1 },
  { kind: 'kindergarten', title: 'Детский сад', hours: 'пн-пт 07:00-19:00', weight: 0.6 },
  { kind: 'clinic', title: 'Поликлиника', hours: 'пн-пт 07:30-20:00, сб 08:00-14:00', weight: 3 },
  { kind: 'culture-house', title: 'Дом культуры', hours: 'вт-сб 10:00-20:00, вс 11:00-17:00', weight: 0.4 },
  {
    kind: 'committee',
    title: 'Комитет благоустройства',
    hours: 'пн-пт 09:00-18:00, обед 13:00-14:00',
    weight: 8,
  },
  {
    kind: 'administration',
    title: 'Администрация',
    hours: 'пн-пт 08:00-17:00, обед 12:00-13:00',
    weight: 10,
  },
  { kind: 'duty-service', title: 'Дежурная служба', hours: 'круглосуточно', weight: 4 },
]

const shares = [0.4, 0.65, 0.78, 0.88, 0.94, 0.98, 1] as const
const places = ['Северный', 'Южный', 'Заречный', 'Озёрный', 'Лесной', 'Полевой', 'Горный', 'Степной'] as const
const zones = ['Europe/Moscow', 'Europe/Moscow', 'Europe/Moscow', 'Europe/Samara'] as const

const habitsOf = {
  diligent: { responseHours: 1.2, neglected: 0.005, forwarded: 0.04, settled: 0.9 },
  usual: { responseHours: 4, neglected: 0.03, forwarded: 0.08, settled: 0.75 },
  lazy: { responseHours: 14, neglected: 0.14, forwarded: 0.2, settled: 0.5 },
} as const satisfies Readonly<Record<string, Habits>>

/** Titles of the default topics; numbers are those of the taxonomy. */
const topics: readonly SimulatedTopic[] = [
  {
    id: 'DVOR-01',
    groupId: 'DVOR',
    groupTitle: 'Двор и благоустройство',
    title: 'Не убирают двор, улицу, парк',
  },
  { id: 'DOROGI-01', groupId: 'DOROGI', groupTitle: 'Дороги и тротуары', title: 'Ямы и выбоины на дороге' },
  { id: 'SNEG-01', groupId: 'SNEG', groupTitle: 'Снег и гололёд', title: 'Не чистят дорогу от снега' },
  { id: 'MUSOR-01', groupId: 'MUSOR', groupTitle: 'Мусор и свалки', title: 'Не вывезли мусор' },
  { id: 'SVET-01', groupId: 'SVET', groupTitle: 'Уличное освещение', title: 'Не горят фонари' },
  {
    id: 'TRANSP-01',
    groupId: 'TRANSP',
    groupTitle: 'Общественный транспорт',
    title: 'Автобус не пришёл или опоздал',
  },
  {
    id: 'MED-01',
    groupId: 'MED',
    groupTitle: 'Здоровье и медицина',
    title: 'Записаться к врачу не получается',
  },
  {
    id: 'OBR-01',
    groupId: 'OBR',
    groupTitle: 'Детские сады, школы, учёба',
    title: 'Место и запись в детский сад',
  },
  { id: 'VODA-01', groupId: 'VODA', groupTitle: 'Вода, тепло, канализация', title: 'Нет холодной воды' },
  {
    id: 'UCHR-01',
    groupId: 'UCHR',
    groupTitle: 'О работе учреждения',
    title: 'Режим работы, адрес, телефон',
  },
]

const firstGroupId = 500_000_001

export function simulatedRegion(institutionsMax: number, random: Random): SimulatedRegion {
  const municipalities = places.map((place, index) => ({
    id: index + 1,
    code: `sim-${index + 1}`,
    title: `${place} район (учебный)`,
  }))
  let staffId = 0
  const institutions = Array.from({ length: institutionsMax }, (_, index) => {
    const staffIds: readonly [number, ...number[]] = random.chance(0.3)
      ? [staffId + 1, staffId + 2]
      : [staffId + 1]
    staffId += staffIds.length
    return institution(index, staffIds, random)
  })
  return { municipalities, institutions, topics }
}

function institution(
  index: number,
  staffIds: readonly [number, ...number[]],
  random: Random,
): SimulatedInstitution {
  const position = random.next()
  const kind = kinds[shares.findIndex((share) => position < share)] ?? kinds[0]
  const temper = random.next()
  const habits = habitsOf[temper < 0.25 ? 'diligent' : temper < 0.8 ? 'usual' : 'lazy']
  const municipality = index % places.length
  const timeZone = zones[municipality % zones.length] ?? zones[0]
  const title = `${kind.title} № ${index + 1}`
  return {
    id: index + 1,
    code: `sim-${index + 1}`,
    title: `${title}, ${places[municipality] ?? ''} район (учебное учреждение)`,
    shortTitle: title,
    kind: kind.kind,
    municipalityId: municipality + 1,
    timeZone,
    workingHours: kind.hours,
    calendar: calendarOf(kind.hours, timeZone),
    habits: { ...habits, responseHours: habits.responseHours * random.around(1, 0.3) },
    staffIds,
    groupId: firstGroupId + index,
    weight: kind.weight * random.around(1, 0.5),
  }
}

/** One object for equal calendars: working time remembers the days of each. */
const calendars = new Map<string, WorkingCalendar>()

function calendarOf(hours: string, timeZone: string): WorkingCalendar {
  const known = calendars.get(`${timeZone} ${hours}`)
  if (known !== undefined) return known
  const parsed = parseWorkingHours(hours)
  const calendar = { timeZone, weekly: parsed.ok ? parsed.value : aroundTheClock }
  calendars.set(`${timeZone} ${hours}`, calendar)
  return calendar
}
