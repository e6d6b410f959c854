/** What the bot says and how long it waits, as settings of the server say: to be looked at, and where to change it. */
import type { ConsoleWork } from '../../app/console/work-at-console.ts'

type Shown = Pick<ConsoleWork, 'officialWays' | 'pauseSeconds' | 'undoSeconds' | 'consoleUrl' | 'timeZone'>

export const presentSettings = ({ officialWays, pauseSeconds, undoSeconds, consoleUrl, timeZone }: Shown) => [
  {
    title: 'Как подать официальное обращение (житель читает под номером и сроком)',
    value: `Официальное обращение можно подать ${officialWays}.`,
    variable: 'OFFICIAL_WAYS',
  },
  {
    title: 'Сколько самое большее стоит срок, пока ждём ответа жителя',
    value: `${Math.round(pauseSeconds / 3600)} ч`,
    variable: 'CLARIFY_PAUSE_HOURS',
  },
  {
    title: 'Сколько секунд сотрудник может отменить отправку ответа',
    value: `${undoSeconds} с`,
    variable: 'ANSWER_UNDO_SECONDS',
  },
  { title: 'Адрес рабочего места в ссылках бота', value: consoleUrl, variable: 'CONSOLE_URL' },
  { title: 'Часовой пояс области', value: timeZone, variable: 'TIME_ZONE' },
]
