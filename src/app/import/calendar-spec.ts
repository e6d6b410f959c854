import { z } from 'zod'

import { Temporal } from '../../domain/time.ts'
import { parseDayHours } from '../../domain/working-hours.ts'
import { code, oneOf, orNull } from './cells.ts'
import { type ImportSpec, type ReadRecord, missing } from './import-spec.ts'
import type { ImportProblem } from './problem.ts'
import type { CalendarRecord } from './records.ts'

const titleCharactersMax = 120

/** ISO, or as people in Russia write it: `05.09.2026`. */
const date = z.string().transform((cell, context) => {
  const russian = /^(\d{2})\.(\d{2})\.(\d{4})$/u.exec(cell)
  const iso = russian === null ? cell : `${russian[3]}-${russian[2]}-${russian[1]}`
  if (isDate(iso)) return iso
  context.addIssue({ code: 'custom', message: 'нужна дата, например 05.09.2026 или 2026-09-05' })
  return z.NEVER
})

const row = z.object({
  date,
  kind: oneOf(['off', 'working', 'short', 'custom', 'usual']),
  institution: orNull(code),
  municipality: orNull(code),
  hours: z.string(),
  title: z.string().max(titleCharactersMax, `длиннее ${titleCharactersMax} знаков`),
})

export const calendarSpec: ImportSpec<CalendarRecord> = {
  columns: ['date', 'kind', 'institution', 'municipality', 'hours', 'title'],
  row,
  keyOf: (day) => `${day.date} ${day.institution ?? ''} ${day.municipality ?? ''}`,
  keyColumn: 'date',
  check: (read, { municipalities, institutions }) => {
    const municipalityCodes = new Set(municipalities.map(({ code }) => code))
    const institutionCodes = new Set(institutions.map(({ code }) => code))
    return [
      ...missing(read, 'municipality', (item) => item.municipality, municipalityCodes, 'муниципалитета'),
      ...missing(read, 'institution', (item) => item.institution, institutionCodes, 'учреждения'),
      ...read.flatMap(contradictions),
    ]
  },
  toCells: (day) => ({
    date: day.date,
    kind: day.kind,
    institution: day.institution ?? '',
    municipality: day.municipality ?? '',
    hours: day.hours,
    title: day.title,
  }),
}

function contradictions({ line, item }: ReadRecord<CalendarRecord>): readonly ImportProblem[] {
  const complain = (column: string, reason: string): ImportProblem => ({ line, column, reason })
  if (item.institution !== null && item.municipality !== null)
    return [complain('municipality', 'укажите что-то одно: учреждение или муниципалитет')]
  if (item.kind !== 'custom')
    return item.hours === '' ? [] : [complain('hours', 'часы нужны только дню вида custom')]
  return parseDayHours(item.hours).ok ? [] : [complain('hours', 'нужны часы дня, например 09:00-12:00')]
}

function isDate(iso: string): boolean {
  try {
    return (
      /^\d{4}-\d{2}-\d{2}$/u.test(iso) && Temporal.PlainDate.from(iso, { overflow: 'reject' }).year > 2000
    )
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
