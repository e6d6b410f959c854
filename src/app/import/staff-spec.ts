import { z } from 'zod'

import { code, oneOf, orNull, text, vkId } from './cells.ts'
import { type ImportSpec, type ReadRecord, missing } from './import-spec.ts'
import type { ImportProblem } from './problem.ts'
import type { StaffRecord } from './records.ts'

const row = z
  .object({
    vk_user_id: vkId,
    first_name: text(100),
    last_name: text(100),
    role: oneOf(['administrator', 'head', 'coordinator', 'observer']),
    institution: orNull(code),
    municipality: orNull(code),
  })
  .transform(({ vk_user_id, first_name, last_name, ...rest }) => ({
    vkUserId: vk_user_id,
    firstName: first_name,
    lastName: last_name,
    ...rest,
  }))

export const staffSpec: ImportSpec<StaffRecord> = {
  columns: ['vk_user_id', 'first_name', 'last_name', 'role', 'institution', 'municipality'],
  row,
  keyOf: ({ vkUserId, role, institution, municipality }) =>
    [vkUserId, role, institution ?? '', municipality ?? ''].join(' '),
  keyColumn: 'vk_user_id',
  check: (read, { institutions, municipalities }) => {
    const institutionCodes = new Set(institutions.map(({ code }) => code))
    const municipalityCodes = new Set(municipalities.map(({ code }) => code))
    return [
      ...missing(read, 'institution', (item) => item.institution, institutionCodes, 'учреждения'),
      ...missing(read, 'municipality', (item) => item.municipality, municipalityCodes, 'муниципалитета'),
      ...rolesInWrongPlaces(read),
      ...peopleOfTwoNames(read),
    ]
  },
  toCells: (member) => ({
    vk_user_id: String(member.vkUserId),
    first_name: member.firstName,
    last_name: member.lastName,
    role: member.role,
    institution: member.institution ?? '',
    municipality: member.municipality ?? '',
  }),
}

function rolesInWrongPlaces(read: readonly ReadRecord<StaffRecord>[]): readonly ImportProblem[] {
  return read.flatMap(({ line, item: { role, institution } }) => {
    if (role === 'coordinator' && institution !== null)
      return [
        {
          line,
          column: 'institution',
          reason: 'координатор отвечает за весь регион или за муниципалитет: оставьте столбец пустым',
        },
      ]
    return (role === 'administrator' || role === 'head') && institution === null
      ? [{ line, column: 'institution', reason: 'укажите, в каком учреждении человек отвечает' }]
      : []
  })
}

function peopleOfTwoNames(read: readonly ReadRecord<StaffRecord>[]): readonly ImportProblem[] {
  const first = new Map<number, ReadRecord<StaffRecord>>()
  return read.flatMap((record) => {
    const known = first.get(record.item.vkUserId) ?? record
    first.set(record.item.vkUserId, known)
    const isSame =
      known.item.firstName === record.item.firstName && known.item.lastName === record.item.lastName
    return isSame
      ? []
      : [
          {
            line: record.line,
            column: 'last_name',
            reason: `в строке ${known.line} этот человек назван иначе`,
          },
        ]
  })
}
