import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvHeader, csvLine } from './csv-lines.ts'
import { createRegionTime } from './region-time.ts'

const time = createRegionTime('Europe/Moscow')

describe('rows of an export', () => {
  it('have dates, durations and numbers as a Russian spreadsheet spells them', () => {
    const line = csvLine(
      [
        { kind: 'number', value: 1.5 },
        { kind: 'moment', value: Date.parse('2026-11-02T11:05:00Z') },
        { kind: 'duration', seconds: 93_909 },
        { kind: 'text', value: null },
      ],
      time,
    )

    expect(line).toBe('1,5;02.11.2026 14:05:00;26:05:09;\r\n')
    expect(csvHeader(['Номер', 'Тема']).charCodeAt(0)).toBe(0xfeff)
  })

  it.each(['=1+1', '+7 900', '-1', '@SUM(A1)', '\t=1', '\r\n=1'])('make no formula of %j', (value) => {
    expect(csvLine([{ kind: 'text', value }], time)).toMatch(/^"?'/u)
  })

  it('give every text back', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (texts) => {
        const line = csvLine(
          [...texts, 'end'].map((value) => ({ kind: 'text', value })),
          time,
        )
        const [read = []] = parse(line, {
          delimiter: ';',
          relax_column_count: true,
          record_delimiter: '\r\n',
        })

        const plain = texts.map((text) => (/^[=+\-@\t\r\n]/u.test(text) ? `'${text}` : text))
        expect(read).toEqual([...plain, 'end'])
      }),
    )
  })
})
