/** What a citizen reads about their own data. */
import type { ErasureAsked, PersonKnown } from '../src/domain/desk.ts'
import type { OutgoingMessage } from '../src/domain/message.ts'
import { dateInWords, plural } from '../src/domain/moment-in-words.ts'
import { button, citizenMenu, inline } from './keyboards.ts'

const forgetButton = button('Удалить мои данные', { kind: 'askForget' })
const readersShown = 5

export const nothingKnown: OutgoingMessage = {
  text: 'О вас ничего не храню: обращений от вас не было.',
  keyboard: citizenMenu,
}

export const aboutMe = (known: PersonKnown, timeZone: string): OutgoingMessage => {
  const { tickets, open, messages, files, joined, readers } = known
  const lines = [
    'Вот всё, что о вас храню:',
    `• имя во ВКонтакте: ${known.name ?? 'пока не знаю'}, и номер вашей страницы — чтобы ответить;`,
    `• обращений: ${tickets}${open > 0 ? ` (открыто: ${open})` : ''}, сообщений в них: ${messages}, файлов: ${files};`,
    ...(joined > 0 ? [`• вы присоединились к чужим обращениям: ${joined};`] : []),
    `• впервые вы написали ${dateInWords(known.since, timeZone)}.`,
    '',
    readers.length === 0
      ? 'Ваших слов пока никто не читает.'
      : `Читают это только те, кто отвечает: ${readers.slice(0, readersShown).join(', ')}${readers.length > readersShown ? ' и другие' : ''}. И координаторы, когда нужна помощь.`,
    'Что вы писали, видно в «Мои обращения». Ошиблись в сообщении — исправьте его во ВКонтакте, я увижу.',
  ]
  return {
    text: lines.join('\n'),
    keyboard: inline([button('Мои обращения', { kind: 'mine' }), forgetButton]),
  }
}

export const confirmForget = (open: number): OutgoingMessage => ({
  text: [
    'Удалить всё, что я о вас храню: имя, сообщения, фото и файлы? Вернуть их будет нельзя.',
    ...(open > 0
      ? [
          `${plural(open, 'Открытое обращение', 'Открытые обращения', 'Открытые обращения')} при этом ${plural(open, 'закроется', 'закроются', 'закроются')}, и ответа не будет.`,
        ]
      : []),
    'Переписка на вашей странице останется у вас: её можно удалить во ВКонтакте.',
  ].join('\n'),
  keyboard: inline([
    button('Да, удалить', { kind: 'forget' }, 'negative'),
    button('Оставить', { kind: 'cancel' }),
  ]),
})

export const forgotten = ({ actId, waitedFor }: ErasureAsked): OutgoingMessage => ({
  text: [
    `Удаляю. Через пару минут здесь не останется ни имени, ни слов, ни файлов. Об этом составлен акт № ${actId}, вас в нём нет.`,
    ...(waitedFor > 0
      ? ['К вашему обращению присоединились другие жители: для них оно останется открытым, но уже без вас.']
      : []),
    'Напишете снова — начнём с чистого листа.',
  ].join('\n'),
})
