import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readInviteCode, writeInviteCode } from './invite-code.ts'

describe('an invite code', () => {
  it('is written so that it can be read aloud', () => {
    expect(writeInviteCode('7F3K9Q2M')).toBe('ОТК-7F3K-9Q2M')
  })

  it.each([
    'ОТК-7F3K-9Q2M',
    'отк 7f3k 9q2m',
    'отк7f3k9q2m',
    'OTK-7F3K-9Q2M',
    '  Отк – 7F3K — 9Q2M.  ',
    '«ОТК-7F3K-9Q2M»',
    'Чтобы отвечать жителям за «Школа № 3», напишите в это сообщество код:\nОТК-7F3K-9Q2M',
    'Здравствуйте, вот мой код: отк-7f3k-9q2m, спасибо',
  ])('is recognised in «%s»', (text) => {
    expect(readInviteCode(text)).toBe('7F3K9Q2M')
  })

  it.each([
    '',
    'ОТК',
    'ОТК-7F3K',
    'ОТК-7F3K-9Q2M5',
    'в отк 2345 6789 человек',
    'щенОТК-7F3K-9Q2M',
    'ОТК-IOL1-0000',
  ])('is not seen in «%s»', (text) => {
    expect(readInviteCode(text)).toBeNull()
  })

  it('is read back whatever its letters', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[2-9A-HJKMNP-Z]{8}$/u), (code) => {
        expect(readInviteCode(writeInviteCode(code))).toBe(code)
        expect(readInviteCode(writeInviteCode(code).toLowerCase())).toBe(code)
      }),
    )
  })
})
