import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeFile, whyNoText } from './decode-file.ts'
import { readTable } from './read-table.ts'

const rowsOf = (text: string) => {
  const table = readTable(text, ['a', 'b'])
  return table.ok ? table.value.rows : table.refusal
}

describe('readTable', () => {
  it.each([';', ',', '\t'])('reads cells between «%s»', (sign) => {
    expect(rowsOf(`a${sign}b\n1${sign}2\n`)).toEqual([{ line: 2, cells: { a: '1', b: '2' } }])
  })

  it('tells the line where a row begins, whatever the line breaks in cells and between rows', () => {
    const text = 'a;b\r\n1;"две\r\nстроки"\r\n\r\n2;ООО "Ромашка"\r\n'

    expect(rowsOf(text)).toEqual([
      { line: 2, cells: { a: '1', b: 'две\nстроки' } },
      { line: 5, cells: { a: '2', b: 'ООО "Ромашка"' } },
    ])
  })

  it('takes columns in any order and any case, and empty cells at the end', () => {
    expect(rowsOf('B;A;\n2;1;;\n')).toEqual([{ line: 1, column: '', reason: expect.any(String) }])
    expect(rowsOf(' B ;A\n2;1;;\n')).toEqual([{ line: 2, cells: { a: '1', b: '2' } }])
  })

  it('complains about a row with too many cells and about an open quote', () => {
    const table = readTable('a;b\n1;2;3\n', ['a', 'b'])

    expect(table.ok && table.value.problems).toMatchObject([{ line: 2 }])
    expect(readTable('a;b\n1;2\n3;"4\n5;6\n7;8\n', ['a', 'b'])).toMatchObject({
      ok: false,
      refusal: [{ line: 3, column: 'b' }],
    })
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(';', '"', '\n', ','), (text, sign) => {
        expect(readTable(`a;b\n${text}${sign}${text}`, ['a', 'b'])).toHaveProperty('ok')
      }),
    )
  })
})

describe('decodeFile', () => {
  const windows1251 = Uint8Array.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2])

  it('recognises UTF-8, with and without a mark, UTF-16 and Windows-1251', () => {
    expect(decodeFile(new TextEncoder().encode('Привет'))).toBe('Привет')
    expect(decodeFile(new TextEncoder().encode('\uFEFFПривет'))).toBe('Привет')
    expect(decodeFile(Buffer.from('\uFEFFПривет', 'utf16le'))).toBe('Привет')
    expect(decodeFile(Buffer.from('id;Привет', 'utf16le'))).toBe('id;Привет')
    expect(decodeFile(Buffer.from('id;Привет', 'utf16le').swap16())).toBe('id;Привет')
    expect(decodeFile(Buffer.from('\uFEFFid', 'utf16le').swap16())).toBe('id')
    expect(decodeFile(windows1251)).toBe('Привет')
  })

  it('reads a file that was put together of two encodings line by line', () => {
    const windows1251 = Uint8Array.of(0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0x0a)
    const utf8 = new TextEncoder().encode('id;Привет\n')

    expect(decodeFile(Buffer.concat([utf8, windows1251, utf8, windows1251]))).toBe(
      'id;Привет\nПривет\nid;Привет\nПривет\n',
    )
  })

  it('says of what is no text what it is', () => {
    const judged = (bytes: Uint8Array): string | null => whyNoText(bytes, decodeFile(bytes))

    expect(judged(Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 0x14, 0))).toMatch(/книга Excel/u)
    expect(judged(new Uint8Array(5_000))).toMatch(/не таблица/u)
    expect(judged(Uint8Array.from({ length: 2_000 }, (_, at) => (at * 37 + 5) % 256))).toMatch(/не таблица/u)
    expect(judged(new TextEncoder().encode('id;text\r\n1;знак \u0001 внутри\u001a'))).toBeNull()
    expect(judged(Buffer.from('\uFEFFid;Привет', 'utf16le'))).toBeNull()
    expect(judged(new Uint8Array(0))).toBeNull()
  })
})
