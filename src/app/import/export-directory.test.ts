import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportDirectory } from './export-directory.ts'
import { mergeTable } from './merge-table.ts'
import { municipalitiesSpec } from './municipalities-spec.ts'
import { type MunicipalityRecord, noRecords } from './records.ts'

describe('exportDirectory', () => {
  it('writes what import reads back, whatever people put into a cell', () => {
    fc.assert(
      fc.property(fc.array(anyTitle, { maxLength: 20 }), (titles) => {
        const municipalities = titles.map((title, index) => givenMunicipality(`m-${index}`, title))

        const text = exportDirectory({ municipalities }, 'municipalities')

        expect(read(text)).toEqual(municipalities)
      }),
    )
  })

  it('lets no cell begin as a formula', () => {
    const text = exportDirectory(
      { municipalities: [givenMunicipality('m', '=HYPERLINK("x")')] },
      'municipalities',
    )

    expect(text).toContain(`;"'=HYPERLINK(""x"")";`)
  })
})

const anyTitle = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc
      .array(fc.constantFrom('=', "'", '+', '@', '-', ';', '"', '\n', 'я', ' '), { maxLength: 8 })
      .map((x) => x.join('')),
  )
  .map((text) => text.replaceAll('\r', '').trim())
  .filter((text) => text !== '' && text.length <= 200)

const givenMunicipality = (code: string, title: string): MunicipalityRecord => ({
  code,
  title,
  kind: 'city',
  aliases: ['Заречье', 'Горка'],
})

function read(text: string): readonly MunicipalityRecord[] {
  const merged = mergeTable({ spec: municipalitiesSpec, text, current: noRecords, known: [], skipBad: false })
  return merged.ok ? merged.value.next : []
}
