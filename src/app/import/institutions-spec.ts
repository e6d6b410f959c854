import { z } from 'zod'

import { code, joinList, kindCode, list, orNull, text, timeZone, workingHours } from './cells.ts'
import { type ImportSpec, type ReadRecord, missing } from './import-spec.ts'
import type { ImportProblem } from './problem.ts'
import type { InstitutionRecord } from './records.ts'

const row = z
  .object({
    code,
    title: text(300),
    short_title: text(80),
    kind: text(60),
    answers_for: list(40).pipe(z.array(kindCode)),
    parent: orNull(code),
    municipality: orNull(code),
    time_zone: timeZone,
    working_hours: workingHours,
  })
  .transform(({ short_title, answers_for, time_zone, working_hours, ...rest }) => ({
    ...rest,
    shortTitle: short_title,
    answersFor: answers_for,
    timeZone: time_zone,
    workingHours: working_hours,
  }))

export const institutionsSpec: ImportSpec<InstitutionRecord> = {
  columns: [
    'code',
    'title',
    'short_title',
    'kind',
    'answers_for',
    'parent',
    'municipality',
    'time_zone',
    'working_hours',
  ],
  row,
  keyOf: (institution) => institution.code,
  keyColumn: 'code',
  check: (read, { institutions, municipalities }) => {
    const codes = new Set([...institutions.map(({ code }) => code), ...read.map(({ item }) => item.code)])
    const municipalityCodes = new Set(municipalities.map(({ code }) => code))
    return [
      ...missing(read, 'parent', (item) => item.parent, codes, 'учреждения'),
      ...missing(read, 'municipality', (item) => item.municipality, municipalityCodes, 'муниципалитета'),
      ...circles(read, institutions),
    ]
  },
  toCells: (institution) => ({
    code: institution.code,
    title: institution.title,
    short_title: institution.shortTitle,
    kind: institution.kind,
    answers_for: joinList(institution.answersFor),
    parent: institution.parent ?? '',
    municipality: institution.municipality ?? '',
    time_zone: institution.timeZone,
    working_hours: institution.workingHours,
  }),
}

/** Institutions form a tree: nobody is above themselves. */
function circles(
  read: readonly ReadRecord<InstitutionRecord>[],
  current: readonly InstitutionRecord[],
): readonly ImportProblem[] {
  const parents = new Map(
    [...current, ...read.map(({ item }) => item)].map(({ code, parent }) => [code, parent]),
  )
  return read.flatMap(({ line, item }) =>
    isAboveItself(item.code, parents)
      ? [{ line, column: 'parent', reason: `учреждение «${item.code}» оказалось подчинено самому себе` }]
      : [],
  )
}

function isAboveItself(start: string, parents: ReadonlyMap<string, string | null>): boolean {
  const passed = new Set<string>()
  let at = parents.get(start) ?? null
  while (at !== null && !passed.has(at)) {
    if (at === start) return true
    passed.add(at)
    at = parents.get(at) ?? null
  }
  return false
}
