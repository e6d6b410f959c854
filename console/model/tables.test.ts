import { expect, it } from 'vitest'
import { readTable } from '../../src/app/import/read-table.ts'
import { fileOf } from './tables.ts'

it('writes a row that an import reads back, whatever is in it', () => {
  const cells = { code: 'a', text: 'Первая; "вторая"\nтретья', topic: '' }

  const read = readTable(fileOf(['code', 'text', 'topic'], cells), ['code', 'text', 'topic'])

  expect(read).toMatchObject({ ok: true, value: { rows: [{ cells }], problems: [] } })
})
