import { describe, expect, it } from 'vitest'
import { groupId, ticketId } from '../src/domain/ids.ts'
import { DialogueInMemory } from '../test/support/dialogue-in-memory.ts'
import { givenTicket, sticker } from '../test/support/given.ts'
import { pits, staffPage } from '../test/support/small-town.ts'

const hours = 3600

describe('a citizen', () => {
  it('asks in one message and reads number, owner and deadline', async () => {
    const dialogue = new DialogueInMemory()

    const heard = await dialogue.say('Яма, Лесная, 5')

    expect(heard).toMatch(/Обращение № 1 принято.*Ответит: Дорожный комитет\..*сегодня до 16:00/su)
    expect(heard).toContain('59-ФЗ')
    expect(dialogue.labels()).toEqual(['Мои обращения', 'Новый вопрос', 'Позвать человека'])
  })

  it('answers two questions at most, by buttons, over sessions kept as text', async () => {
    const dialogue = new DialogueInMemory()

    await dialogue.say('Всё плохо')
    await dialogue.press(pits.button)
    const registered = await dialogue.press('Пропустить')

    expect(registered).toContain('Обращение № 1 принято')
    expect(dialogue.town.questions).toMatchObject([{ topicId: pits.id, messages: [{ text: 'Всё плохо' }] }])
  })

  it('answers by numbers where buttons are not shown', async () => {
    const dialogue = new DialogueInMemory({ showsButtons: false })

    expect(await dialogue.say('Всё плохо')).toContain('1. Ямы на дорогах')
    expect(await dialogue.say('1')).toContain('Где это?')
    expect(await dialogue.say('1')).toContain('Обращение № 1 принято')
  })

  it('adds words to the open ticket, and turns them into a new question by one button', async () => {
    const dialogue = new DialogueInMemory()
    await dialogue.say('Яма, Лесная, 5')

    expect(await dialogue.say('И ещё там темно')).toContain('Добавил к обращению № 1')
    expect(await dialogue.press('Это новый вопрос')).toContain('Обращение № 2 принято')
    expect(dialogue.town.questions[1]?.messages).toMatchObject([{ text: 'И ещё там темно' }])
  })

  it('is asked, not guessed about, when the words are clearly another question', async () => {
    const dialogue = new DialogueInMemory()
    await dialogue.say('Яма, Лесная, 5')

    expect(await dialogue.say('Когда приём у главы?')).toContain('Это к обращению № 1 или новый вопрос?')
    expect(await dialogue.press('Это новый вопрос')).toContain('Обращение № 2 принято')
    expect(dialogue.town.questions[1]?.messages).toMatchObject([{ text: 'Когда приём у главы?' }])
  })

  it('in danger is advised and registered at once, whatever else is open', async () => {
    const dialogue = new DialogueInMemory()
    await dialogue.say('Яма, Лесная, 5')

    expect(await dialogue.say('Пахнет газом!')).toMatch(/^Пахнет газом\?.*104.*Обращение № 2 принято/su)
  })

  it('adds a place on the map to the open ticket in words that its owner can read', async () => {
    const dialogue = new DialogueInMemory()
    await dialogue.say('Яма, Лесная, 5')

    await dialogue.say('', { geo: { latitude: 54.6, longitude: 39.7, title: 'Сквер' } })

    expect(dialogue.town.words.get(ticketId(1))?.at(-1)?.text).toBe('Место: Сквер (54.60000, 39.70000)')
  })

  it.each(['спасибо', 'ок', '👍', '???'])(
    '«%s» to an open ticket is answered and troubles nobody',
    async (text) => {
      const dialogue = new DialogueInMemory()
      await dialogue.say('Яма, Лесная, 5')

      expect(await dialogue.say(text)).toContain('в работе')
      expect(dialogue.town.words.get(ticketId(1))).toHaveLength(1)
    },
  )

  it('a sticker to an open ticket troubles nobody either', async () => {
    const dialogue = new DialogueInMemory()
    await dialogue.say('Яма, Лесная, 5')

    await dialogue.say('', { attachments: [sticker] })

    expect(dialogue.town.words.get(ticketId(1))).toHaveLength(1)
  })

  it('calls a person to an open ticket', async () => {
    const dialogue = new DialogueInMemory()
    await dialogue.say('Яма, Лесная, 5')

    expect(await dialogue.say('человек')).toMatch(/Позвал человека: обращение № 1/u)
    expect(dialogue.town.calls).toEqual([1])
  })

  it('takes a ticket back after one question', async () => {
    const dialogue = new DialogueInMemory()
    await dialogue.say('Яма, Лесная, 5')
    await dialogue.say('мои обращения')
    await dialogue.press('№ 1')

    expect(await dialogue.press('Отозвать')).toContain('Отозвать обращение № 1?')
    expect(await dialogue.press('Да, отозвать')).toContain('отозвано')
    expect(dialogue.town.tickets.get(ticketId(1))?.status).toBe('withdrawn')
  })

  it('reads a ticket that is late as late', async () => {
    const dialogue = new DialogueInMemory()
    await dialogue.say('Яма, Лесная, 5')
    dialogue.wait(5 * hours)

    expect(await dialogue.say('статус')).toMatch(/ответ задерживается, срок был сегодня до 16:00/u)
  })

  it('sees only their own tickets', async () => {
    const dialogue = new DialogueInMemory()
    dialogue.town.add(givenTicket({ id: ticketId(77), groupId: groupId(101) }))

    expect(await dialogue.say('№ 77', { payload: { c: 'show', t: 77 } })).toContain('не нашёл')
  })

  it('pressing a button of long ago makes no ticket', async () => {
    const dialogue = new DialogueInMemory()

    for (const payload of [
      { c: 'topic', t: pits.id },
      { c: 'otherTopic' },
      { c: 'addTo', t: 1 },
      { c: 'skip' },
    ])
      expect(await dialogue.say('Кнопка', { payload })).toContain('уже не действует')
    expect(dialogue.town.questions).toEqual([])
  })

  it('is shown the way out of a community that is for staff only', async () => {
    const dialogue = new DialogueInMemory({ groupId: staffPage.groupId })

    expect(await dialogue.say('Нет воды')).toMatch(/житель.*• Лесногорск: vk\.me\/club100/su)
    expect(dialogue.town.questions).toEqual([])
  })
})

describe('a person with a code', () => {
  it.each([
    ['ОТК-7F3K-9Q2M', 'вы в команде: Школа № 3'],
    ['ОТК-2222-2222', 'Такого кода нет'],
    ['ОТК-2222-USED', 'уже использован'],
    ['ОТК-2222-2PST', 'Срок этого кода вышел'],
  ])('sends %s and reads «%s»', async (code, words) => {
    expect(await new DialogueInMemory({ groupId: staffPage.groupId }).say(code)).toContain(words)
  })

  it('may not go on guessing', async () => {
    const dialogue = new DialogueInMemory()
    for (let tries = 0; tries < 10; tries += 1) await dialogue.say('ОТК-2222-2222')

    expect(await dialogue.say('ОТК-7F3K-9Q2M')).toContain('Слишком много неверных кодов')
  })

  it('loses no question that was being asked', async () => {
    const dialogue = new DialogueInMemory()
    await dialogue.say('Всё плохо')

    await dialogue.say('ОТК-7F3K-9Q2M')

    expect(dialogue.town.questions).toMatchObject([{ messages: [{ text: 'Всё плохо' }] }])
  })
})
