/** What must hold for whatever people send, in whatever order. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupId, ticketId } from '../src/domain/ids.ts'
import { type Button, keyboardProblems } from '../src/domain/keyboard.ts'
import type { IncomingMessage } from '../src/domain/message.ts'
import { DialogueInMemory, type DialogueOptions } from '../test/support/dialogue-in-memory.ts'
import { givenStaffMember, givenTicket, photo, sticker, voice } from '../test/support/given.ts'
import { staffPage } from '../test/support/small-town.ts'

const repliesMax = 4
const runs = { numRuns: 150 }

describe('a private message of a citizen', () => {
  it('is always answered, by no more than a few messages that VK will take', async () => {
    await fc.assert(
      fc.asyncProperty(anySequence, fc.boolean(), async (actions, showsButtons) => {
        const dialogue = await givenDialogue({ showsButtons })
        for (const action of actions) {
          await perform(dialogue, action)

          expect(problemsOf(dialogue)).toEqual([])
        }
      }),
      runs,
    )
  })

  it('loses no words: each is kept in a ticket in the end, whatever comes between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyKeepingAction, { maxLength: 10 }), async (actions) => {
        const dialogue = await givenDialogue()
        const told: string[] = []
        for (const [index, action] of actions.entries()) {
          if (typeof action === 'string') told.push(`${action} (${index})`)
          await perform(dialogue, typeof action === 'string' ? say(`${action} (${index})`) : action)
        }

        await dialogue.say('меню')

        const kept = dialogue.wordsKept().join('\n')
        expect(told.filter((words) => !kept.includes(words))).toEqual([])
      }),
      runs,
    )
  })

  it('is always answered where only staff work, too', async () => {
    await fc.assert(
      fc.asyncProperty(anySequence, async (actions) => {
        const dialogue = await givenDialogue({ groupId: staffPage.groupId })
        for (const action of actions) {
          await perform(dialogue, action)

          expect(problemsOf(dialogue)).toEqual([])
        }
        expect(dialogue.town.questions).toEqual([])
      }),
      { numRuns: 50 },
    )
  })
})

describe('a message of staff', () => {
  it('is always answered, and nothing is sent to a citizen but by saying what kind of answer it is', async () => {
    await fc.assert(
      fc.asyncProperty(anySequence, fc.boolean(), async (actions, isCoordinator) => {
        const dialogue = await givenStaffDialogue(isCoordinator)
        for (const action of actions) {
          const before = dialogue.town.answers.length
          const payload = await perform(dialogue, action)

          expect(problemsOf(dialogue)).toEqual([])
          const isSent = dialogue.town.answers.length > before
          expect(isSent && !sending.has(payload?.['c'])).toBe(false)
        }
      }),
      runs,
    )
  })
})

describe('every scene of staff', () => {
  it.each([
    ['answer', { c: 'write', t: 1 }],
    ['answer', { c: 'useTemplate', t: 1, p: 1 }],
    ['clarify', { c: 'clarify', t: 1 }],
    ['consult', { c: 'consult', t: 1 }],
    ['colleague-reply', { c: 'answerColleagues', p: 1 }],
    ['forward', { c: 'notOurs', t: 1 }],
    ['incident', { c: 'tellAll', p: 1 }],
    ['invite', { c: 'invite' }],
    ['quiet', { c: 'quiet' }],
    ['duty', { c: 'duty' }],
    ['training', { c: 'train' }],
  ])('%s always answers and can be left, begun by %j', async (slug, payload) => {
    await fc.assert(
      fc.asyncProperty(anySequence, async (actions) => {
        const dialogue = await givenStaffDialogue(true)
        await dialogue.say('Кнопка', { payload })
        expect(dialogue.scene()).toMatchObject({ current: slug })
        for (const action of actions) {
          await perform(dialogue, action)

          expect(problemsOf(dialogue)).toEqual([])
        }

        await dialogue.say('отмена')

        expect(problemsOf(dialogue)).toEqual([])
        expect(dialogue.scene() ?? null).toBeNull()
      }),
      { numRuns: 20 },
    )
  })
})

/** The last button before an answer goes. */
const sending: ReadonlySet<unknown> = new Set(['solved', 'explained', 'until', 'refusal'])

type Action =
  | { readonly kind: 'say'; readonly text: string; readonly more: Partial<IncomingMessage> }
  | { readonly kind: 'press'; readonly index: number }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'close' }

const say = (text: string, more: Partial<IncomingMessage> = {}): Action => ({ kind: 'say', text, more })

/** Does one thing and returns the payload that went with it, if any. */
async function perform(dialogue: DialogueInMemory, action: Action): Promise<IncomingMessage['payload']> {
  switch (action.kind) {
    case 'say':
      await dialogue.say(action.text, action.more)
      return action.more.payload ?? null
    case 'press': {
      const buttons = dialogue.buttons().filter(isPressable)
      const button = buttons[action.index % Math.max(1, buttons.length)]
      if (button !== undefined) await dialogue.say(button.label, { payload: { ...button.payload } })
      return button?.payload ?? null
    }
    case 'wait':
      dialogue.wait(action.seconds)
      return null
    case 'close':
      for (const id of dialogue.town.tickets.keys()) dialogue.town.close(id)
      return null
  }
}

/** «Отмена» is said by words in these stories: it drops words on purpose. */
const isPressable = (button: Button): button is Button & { readonly type: 'text' } =>
  button.type === 'text' && button.payload.c !== 'cancel'

function problemsOf({ replies }: DialogueInMemory): readonly string[] {
  return [
    ...(replies.length === 0 ? ['silence'] : []),
    ...(replies.length > repliesMax ? [`${replies.length} replies`] : []),
    ...replies.flatMap((reply) => (reply.text.trim() === '' ? ['an empty text'] : [])),
    ...replies.flatMap((reply) => (/\p{Surrogate}/u.test(reply.text) ? ['half of a character'] : [])),
    ...replies.flatMap((reply) => (reply.keyboard === undefined ? [] : keyboardProblems(reply.keyboard))),
    ...replies.flatMap((reply) => (reply.keyboard?.rows.flat() ?? []).flatMap(labelProblems)),
  ]
}

const labelProblems = (button: Button): readonly string[] =>
  button.type !== 'location' && /\p{Surrogate}/u.test(button.label) ? ['half of a character in a label'] : []

async function givenDialogue(options: DialogueOptions = {}): Promise<DialogueInMemory> {
  const dialogue = new DialogueInMemory(options)
  await dialogue.say('Начать')
  return dialogue
}

async function givenStaffDialogue(isCoordinator: boolean): Promise<DialogueInMemory> {
  const coordinator = { role: 'coordinator', institutionId: null, municipalityId: null } as const
  const dialogue = await givenDialogue({
    member: givenStaffMember(1, isCoordinator ? { memberships: [coordinator] } : {}),
  })
  for (const id of [1, 2, 3]) dialogue.town.add(givenTicket({ id: ticketId(id) }))
  dialogue.town.add(givenTicket({ id: ticketId(4), groupId: groupId(101), institutionId: null }))
  dialogue.town.cards.set(7, ticketId(2))
  return dialogue
}

const stories = [
  'Яма, Лесная, 5',
  'Огромная яма',
  'Всё плохо',
  'Нет воды',
  'Плохая дорога',
  'Когда приём у главы?',
  'Пахнет газом',
  'абракадабра',
]
const plainWords = fc.constantFrom(...stories, `${'очень '.repeat(30)}👍${'👍'.repeat(300)}`)
const shortWords = fc.constantFrom(
  'Здравствуйте',
  'спасибо',
  'ок',
  '???',
  '👍',
  '',
  ' ',
  '1',
  '2',
  'отмена',
  'мои обращения',
  'человек',
  'новый вопрос',
  'начать',
  'пропустить',
  'другое',
  'очередь',
  'код',
  'школа',
  'статистика',
  'ОТК-2222-2222',
  'тихие часы',
  'тихие часы с 20 до 8',
  'с 20 до 8',
  'дежурство',
  'завтра',
  'Иванова',
  'найти яма',
)

const commandNames =
  'start mine new human cancel skip otherTopic topic show addTo askWithdraw withdraw take write notOurs more send ' +
  'rewrite queue statistics invite toCoordinator institution reason place launchRocket quiet noQuiet duty noDuty person clarify consult template useTemplate keepTemplate takeOver ' +
  'answerColleagues today silent find callBack append publish promiseKept promiseBroken understood disagree rate until ' +
  'refusal note takeBetter solved explained interim refuse tellAll closeIncident dismissIncident acceptProposal aboutMe'
const somethingOfCommand = fc.constantFrom(...commandNames.split(' '))

const forgedPayload = fc.oneof(
  fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }),
  fc.record({
    c: somethingOfCommand,
    t: fc.oneof(
      fc.integer({ min: -1, max: 6 }),
      fc.constantFrom<number | string>('DOR-01', 'NO-SUCH', 1e308),
    ),
    i: fc.integer({ min: -1, max: 9 }),
    p: fc.integer({ min: -1, max: 6 }),
    m: fc.integer({ min: -1, max: 9 }),
    d: fc.constantFrom('2026-11-27', '2026-02-31', ''),
    r: fc.constantFrom('', 'Не наша тема', '👍'.repeat(200)),
  }),
)

const onMap = fc
  .option(fc.constantFrom('Сквер', ''))
  .map((title) => ({ latitude: 54.6, longitude: 39.7, title }))

const anyAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: plainWords.map((text) => say(text)) },
  { weight: 4, arbitrary: shortWords.map((text) => say(text)) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => say(text)) },
  { weight: 6, arbitrary: fc.nat({ max: 9 }).map((index): Action => ({ kind: 'press', index })) },
  { weight: 3, arbitrary: forgedPayload.map((payload) => say('Кнопка', { payload })) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.oneof(fc.constant(''), plainWords, shortWords),
        fc.subarray([photo, sticker, voice], { minLength: 1 }),
      )
      .map(([text, attachments]) => say(text, { attachments })),
  },
  { weight: 1, arbitrary: onMap.map((geo) => say('', { geo, payload: { c: 'place' } })) },
  { weight: 1, arbitrary: onMap.map((geo) => say('', { geo })) },
  {
    weight: 1,
    arbitrary: fc
      .record({
        cmid: fc.nat({ max: 9 }),
        text: fc.constantFrom('', 'Новое обращение № 2', '№ 999999999999'),
      })
      .map((replyTo) => say('Готово', { replyTo })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(60, 13 * 3600, 25 * 3600)
      .map((seconds): Action => ({ kind: 'wait', seconds })),
  },
  { weight: 1, arbitrary: fc.constant<Action>({ kind: 'close' }) },
)

const anySequence = fc.array(anyAction, { maxLength: 12 })

/** Stories, and everything between them but «отмена», which drops words on purpose. */
const anyKeepingAction: fc.Arbitrary<Action | string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...stories) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      say('человек'),
      say('новый вопрос'),
      say('мои обращения'),
      say('спасибо'),
      say('', { attachments: [photo] }),
    ),
  },
  { weight: 2, arbitrary: fc.nat({ max: 2 }).map((index): Action => ({ kind: 'press', index })) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(
        { c: 'new' },
        { c: 'human' },
        { c: 'skip' },
        { c: 'addTo', t: 1 },
        { c: 'topic', t: 'VOD-01' },
      )
      .map((payload) => say('Кнопка', { payload })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(60, 25 * 3600).map((seconds): Action => ({ kind: 'wait', seconds })),
  },
  { weight: 1, arbitrary: fc.constant<Action>({ kind: 'close' }) },
)
