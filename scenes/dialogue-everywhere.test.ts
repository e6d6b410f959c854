import { describe, expect, it } from 'vitest'
import { ticketId } from '../src/domain/ids.ts'
import { DialogueInMemory } from '../test/support/dialogue-in-memory.ts'
import { givenStaffMember, givenTicket, photo } from '../test/support/given.ts'

/** Brings a dialogue to where the words are said. */
type Reach = (dialogue: DialogueInMemory) => Promise<unknown>

const coordinator = givenStaffMember(7, {
  memberships: [{ role: 'coordinator', institutionId: null, municipalityId: null }],
})

describe('words that are understood everywhere', () => {
  const scenes: readonly (readonly [string, Reach, readonly string[]])[] = [
    ['before anything was said', () => Promise.resolve(), []],
    ['while words are awaited', (dialogue) => dialogue.say('', { attachments: [photo] }), ['']],
    ['while the topic is asked', (dialogue) => dialogue.say('Всё плохо'), ['Всё плохо']],
    ['while the place is asked', (dialogue) => dialogue.say('Огромная яма'), ['Огромная яма']],
    ['while a ticket is chosen', chooseTicket, ['Яма, Лесная, 5', 'Когда приём у главы?', 'И ещё там темно']],
  ]

  it.each(scenes)('«отмена» %s', async (_when, reach) => {
    const dialogue = new DialogueInMemory()
    await reach(dialogue)
    const before = dialogue.town.questions.length

    expect(await dialogue.say('отмена')).toMatch(/не отправляю|отменять нечего/u)
    expect(dialogue.town.questions).toHaveLength(before)
    expect(JSON.parse(dialogue.storedSession ?? '{}')).not.toHaveProperty('__scene')
  })

  it.each(scenes)('«мои обращения» %s, and the question goes on', async (_when, reach) => {
    const dialogue = new DialogueInMemory()
    await reach(dialogue)
    const before = dialogue.scene()

    expect(await dialogue.say('Мои обращения')).toMatch(/Ваши обращения|Обращений у вас пока нет/u)
    expect(dialogue.scene()).toEqual(before)
  })

  it.each(scenes)('«новый вопрос» %s, and no words are lost', async (_when, reach, said) => {
    const dialogue = new DialogueInMemory()
    await reach(dialogue)

    await dialogue.say('Новый вопрос')
    await dialogue.say('Когда откроют бассейн?')
    await dialogue.say('меню')

    expect(dialogue.wordsKept()).toEqual(expect.arrayContaining([...said, 'Когда откроют бассейн?']))
  })

  it.each(scenes)(
    '«человек» %s brings a person, at the latest after the next words',
    async (_when, reach) => {
      const dialogue = new DialogueInMemory()
      await reach(dialogue)

      await dialogue.say('человек')
      const isCalled = (): boolean =>
        dialogue.town.calls.length > 0 || dialogue.town.questions.some((question) => question.wantsHuman)
      if (!isCalled()) await dialogue.say('Всё плохо')

      expect(isCalled()).toBe(true)
    },
  )

  const staffScenes: readonly (readonly [string, Reach])[] = [
    [
      'while an answer is written',
      (dialogue) => dialogue.say('Ответить', { payload: { c: 'write', t: 12 } }),
    ],
    [
      'at the preview of an answer',
      async (dialogue) => {
        await dialogue.say('Ответить', { payload: { c: 'write', t: 12 } })
        await dialogue.say('Засыпем завтра.')
      },
    ],
    [
      'while the next owner is asked',
      (dialogue) => dialogue.say('Не наш', { payload: { c: 'notOurs', t: 12 } }),
    ],
    [
      'while the reason is asked',
      async (dialogue) => {
        await dialogue.say('Не наш', { payload: { c: 'notOurs', t: 12 } })
        await dialogue.say('водоканал')
      },
    ],
    ['while a code is made', (dialogue) => dialogue.say('код')],
  ]

  it.each(staffScenes)('«отмена» of staff %s', async (_when, reach) => {
    const dialogue = givenStaffDialogue()
    await reach(dialogue)

    expect(await dialogue.say('отмена')).toContain('Отменено, жителю ничего не ушло')
    expect(dialogue.town.answers).toEqual([])
    expect(dialogue.town.forwards).toEqual([])
  })

  it.each(staffScenes)('«мои обращения» of staff %s: their queue', async (_when, reach) => {
    const dialogue = givenStaffDialogue()
    await reach(dialogue)

    expect(await dialogue.say('мои обращения')).toContain('Ждут ответа')
  })
})

function givenStaffDialogue(member = coordinator): DialogueInMemory {
  const dialogue = new DialogueInMemory({ member })
  dialogue.town.add(givenTicket({ id: ticketId(12) }))
  return dialogue
}

async function chooseTicket(dialogue: DialogueInMemory): Promise<void> {
  await dialogue.say('Яма, Лесная, 5')
  await dialogue.say('Новый вопрос')
  await dialogue.say('Когда приём у главы?')
  await dialogue.say('И ещё там темно')
}
