import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { qualityGrades } from '../src/domain/answer-sample.ts'
import { institutionId, ticketId, topicId } from '../src/domain/ids.ts'
import { givenMessage, photo } from '../test/support/given.ts'
import { type Command, payloadOf, readCommand } from './commands.ts'

describe('readCommand', () => {
  it.each([
    ['Начать', 'start'],
    ['меню', 'start'],
    ['Мои обращения', 'mine'],
    ['статус?', 'mine'],
    ['НОВЫЙ ВОПРОС', 'new'],
    ['  человек! ', 'human'],
    ['Позвать  человека', 'human'],
    ['«Отмена»', 'cancel'],
    ['стоп.', 'cancel'],
    ['не знаю', 'skip'],
    ['Другое', 'otherTopic'],
    ['/очередь', 'queue'],
    ['Статистика', 'statistics'],
    ['код', 'invite'],
  ])('understands «%s» as %s', (text, kind) => {
    expect(readCommand(givenMessage({ text }))).toEqual({ kind })
  })

  it.each(['Отмените, пожалуйста, штраф', 'человек упал', 'нет воды', '', '???'])(
    'takes «%s» for ordinary words',
    (text) => {
      expect(readCommand(givenMessage({ text }))).toBeNull()
    },
  )

  it('takes words under a photo for words: the photo must not be lost', () => {
    expect(readCommand(givenMessage({ text: 'Другое', attachments: [photo] }))).toBeNull()
  })

  it('understands VK’s own button «Начать»', () => {
    const message = givenMessage({ text: 'Начать', payload: { command: 'start' } })

    expect(readCommand(message)).toEqual({ kind: 'start' })
  })

  it('believes the button before its label', () => {
    const message = givenMessage({ text: 'Отмена', payload: { c: 'take', t: 7 } })

    expect(readCommand(message)).toEqual({ kind: 'take', ticketId: 7 })
  })

  it('falls back to the words when the payload means nothing', () => {
    const message = givenMessage({ text: 'Отмена', payload: { c: 'launchRocket' } })

    expect(readCommand(message)).toEqual({ kind: 'cancel' })
  })

  it('reads back every command from the payload of its button, through JSON', () => {
    fc.assert(
      fc.property(anyCommand, (command) => {
        const payload = JSON.parse(JSON.stringify(payloadOf(command)))

        expect(readCommand(givenMessage({ text: 'Кнопка', payload }))).toEqual(command)
      }),
    )
  })

  it.each([
    { c: 'take' },
    { c: 'take', t: '7' },
    { c: 'take', t: -1 },
    { c: 'take', t: 1.5 },
    { c: 'take', t: 1e300 },
    { c: 'topic', t: 'DROP TABLE' },
    { c: 'topic', t: 7 },
    { c: 'institution', i: 0 },
    { c: 'reason', r: null },
    { c: ['take'] },
    { c: 'toString' },
    { c: '__proto__' },
    { command: { start: true } },
    { c: 'grade', d: '16.11.2026', p: 1, g: 'yes' },
    { c: 'grade', d: '2026-11-16', p: 0, g: 'yes' },
    { c: 'grade', d: '2026-11-16', p: 1, g: 'yes yes yes yes' },
    { c: 'grade', d: '2026-11-16', p: 1, g: 'perfect' },
  ])('takes the forged payload %j for no command', (payload) => {
    expect(readCommand(givenMessage({ text: 'Кнопка', payload }))).toBeNull()
  })

  it('never throws, whatever a payload holds', () => {
    fc.assert(
      fc.property(anyPayload, fc.string(), (payload, text) => {
        expect(() => readCommand(givenMessage({ text, payload }))).not.toThrow()
      }),
    )
  })
})

const number = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })

const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  fc
    .tuple(number, fc.array(fc.constantFrom(...qualityGrades), { minLength: 1, maxLength: 3 }))
    .map(([place, grades]): Command => ({ kind: 'grade', week: '2026-11-16', number: place, grades })),
  fc
    .constantFrom<'start' | 'mine' | 'new' | 'human' | 'cancel' | 'skip' | 'otherTopic'>(
      'start',
      'mine',
      'new',
      'human',
      'cancel',
      'skip',
      'otherTopic',
    )
    .map((kind): Command => ({ kind })),
  fc
    .constantFrom<'rewrite' | 'queue' | 'statistics' | 'invite' | 'toCoordinator'>(
      'rewrite',
      'queue',
      'statistics',
      'invite',
      'toCoordinator',
    )
    .map((kind): Command => ({ kind })),
  fc
    .tuple(
      fc.constantFrom<
        | 'show'
        | 'addTo'
        | 'askWithdraw'
        | 'withdraw'
        | 'take'
        | 'write'
        | 'notOurs'
        | 'more'
        | 'why'
        | 'callBack'
        | 'promiseKept'
        | 'promiseBroken'
        | 'understood'
        | 'disagree'
      >(
        'show',
        'addTo',
        'askWithdraw',
        'withdraw',
        'take',
        'write',
        'notOurs',
        'more',
        'why',
        'callBack',
        'promiseKept',
        'promiseBroken',
        'understood',
        'disagree',
      ),
      number,
    )
    .map(([kind, id]): Command => ({ kind, ticketId: ticketId(id) })),
  fc.stringMatching(/^[A-ZА-Я0-9_-]{1,40}$/u).map((id): Command => ({ kind: 'topic', topicId: topicId(id) })),
  number.map((id): Command => ({ kind: 'institution', institutionId: institutionId(id) })),
  fc
    .tuple(
      fc.constantFrom<'send' | 'takeBetter' | 'solved' | 'explained' | 'interim' | 'refuse'>(
        'send',
        'takeBetter',
        'solved',
        'explained',
        'interim',
        'refuse',
      ),
      number,
      number,
    )
    .map(([kind, id, cmid]): Command => ({ kind, ticketId: ticketId(id), cmid })),
  fc
    .tuple(
      number,
      fc.constantFrom<'helped' | 'partly' | 'no' | 'offTopic'>('helped', 'partly', 'no', 'offTopic'),
    )
    .map(([id, rating]): Command => ({ kind: 'rate', ticketId: ticketId(id), rating })),
  fc.constantFrom('2026-11-27', '2027-01-11').map((date): Command => ({ kind: 'until', date })),
  fc
    .constantFrom<'noMoney' | 'other'>('noMoney', 'other')
    .map((reason): Command => ({ kind: 'refusal', reason })),
  fc.string({ unit: 'grapheme' }).map((reason): Command => ({ kind: 'reason', reason })),
)

const anyPayload = fc.oneof(
  fc.dictionary(fc.string(), fc.jsonValue()),
  fc.record({
    c: fc.oneof(fc.jsonValue(), fc.constantFrom('take', 'topic', 'institution', 'reason', 'show', 'start')),
    t: fc.jsonValue(),
    i: fc.jsonValue(),
    r: fc.jsonValue(),
  }),
)
