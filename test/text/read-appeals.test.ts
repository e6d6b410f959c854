import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAppeals } from '../../src/app/train-appeals.ts'
import { givenAppeals, toCsv } from './given-appeals.ts'

const utf8 = (text: string): Uint8Array => Buffer.from(text)
/** Only what the sample needs: Russian letters and ASCII. */
const windows1251 = (text: string): Uint8Array =>
  Uint8Array.from(text, (letter) => {
    const code = letter.codePointAt(0) ?? 0
    if (letter === 'ё') return 0xb8
    return code >= 0x410 && code <= 0x44f ? code - 0x350 : code
  })

function textsOf(bytes: Uint8Array): readonly string[] {
  const file = readAppeals(bytes)
  return file.ok ? file.value.appeals.map(({ text }) => text) : []
}

describe('a file of appeals', () => {
  const csv = toCsv(givenAppeals())
  const texts = givenAppeals().map(({ text }) => text)

  it.each([
    ['UTF-8', utf8(csv)],
    ['UTF-8 with a mark', utf8(`\uFEFF${csv}`)],
    ['UTF-16', Buffer.from(`\uFEFF${csv}`, 'utf16le')],
    ['UTF-16 without a mark', Buffer.from(csv, 'utf16le')],
    ['UTF-16 of the other order', Buffer.from(`\uFEFF${csv}`, 'utf16le').swap16()],
    ['Windows-1251', windows1251(csv)],
    ['semicolons of a spreadsheet', utf8(toCsv(givenAppeals(), ';'))],
    ['tabs', utf8(toCsv(givenAppeals(), '\t'))],
    ['line feeds alone', utf8(csv.replaceAll('\r\n', '\n'))],
    ['an unknown column', utf8(csv.replaceAll('\r\n', ',x\r\n'))],
  ])('is read in %s', (_, bytes) => {
    expect(textsOf(bytes)).toEqual(texts)
  })

  it('keeps quotes, separators and line breaks of any text', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (bodies) => {
        const given = bodies.map((body) => ({ text: `т${body}т`, labels: ['А', null] }))

        expect(textsOf(utf8(toCsv(given)))).toEqual(given.map(({ text }) => text))
      }),
    )
  })

  it.each([
    ['', [null, null]],
    ['id;text;topic\n1;а;б\n', [1, 'institution']],
    ['id,text,topic,institution,text\n1,а,б,в,г\n', [1, 'text']],
    ['id,text,topic,institution\n1,"а,б,в\n', [2, 'text']],
    ['id,text,topic,institution\n1,"а\nа",б,в\n2,а,"б,в\n3,а,б,в\n', [4, 'topic']],
    ['id,text,topic,institution\n', [null, null]],
    ['id,text,topic,institution\n1,,б,в\n', [2, 'text']],
  ])('is refused with the place of the mistake: %j', (text, [line, column]) => {
    const file = readAppeals(utf8(text))

    expect(file).toMatchObject({ ok: false, refusal: [{ line, column }] })
  })

  it('leaves out rows that teach nothing and says where they are', () => {
    const file = readAppeals(
      utf8(
        'id,text,topic,institution\n1,"две\nстроки",т,у\n2,,т,у\n3,текст,,\n4,текст,т,\n5,лишняя,т,у,ячейка\n',
      ),
    )

    expect(file.ok && file.value.appeals.map(({ id, labels }) => ({ id, labels }))).toEqual([
      { id: '1', labels: ['т', 'у'] },
      { id: '4', labels: ['т', null] },
    ])
    expect(file.ok && file.value.problems.map(({ line, column }) => [line, column])).toEqual([
      [4, 'text'],
      [5, 'topic'],
      [7, null],
    ])
  })

  it('is read with 100,000 lines', () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => `${index},нет воды,Вода,Водоканал`)

    expect(textsOf(utf8(['id,text,topic,institution', ...rows].join('\n')))).toHaveLength(100_000)
  })
})
