import { z } from 'zod'

import { code, joinList, list, text } from './cells.ts'
import type { ImportSpec } from './import-spec.ts'
import type { MunicipalityRecord } from './records.ts'

export const municipalitiesSpec: ImportSpec<MunicipalityRecord> = {
  columns: ['code', 'title', 'kind', 'aliases'],
  row: z.object({ code, title: text(200), kind: text(60), aliases: list(100) }),
  keyOf: (municipality) => municipality.code,
  keyColumn: 'code',
  check: () => [],
  toCells: ({ code, title, kind, aliases }) => ({ code, title, kind, aliases: joinList(aliases) }),
}
