/** Commands without parameters, and the plain words that mean them. */
import type { Command } from './commands.ts'

export const plain = {
  start: { kind: 'start' },
  mine: { kind: 'mine' },
  new: { kind: 'new' },
  human: { kind: 'human' },
  cancel: { kind: 'cancel' },
  skip: { kind: 'skip' },
  otherTopic: { kind: 'otherTopic' },
  separately: { kind: 'separately' },
  join: { kind: 'join' },
  notSame: { kind: 'notSame' },
  faqHelped: { kind: 'faqHelped' },
  toStaff: { kind: 'toStaff' },
  aboutMe: { kind: 'aboutMe' },
  askForget: { kind: 'askForget' },
  forget: { kind: 'forget' },
  sendToAll: { kind: 'sendToAll' },
  rewrite: { kind: 'rewrite' },
  queue: { kind: 'queue' },
  statistics: { kind: 'statistics' },
  quality: { kind: 'quality' },
  today: { kind: 'today' },
  silent: { kind: 'silent' },
  find: { kind: 'find' },
  invite: { kind: 'invite' },
  signIn: { kind: 'signIn' },
  toCoordinator: { kind: 'toCoordinator' },
  train: { kind: 'train' },
  nextExercise: { kind: 'nextExercise' },
  endTraining: { kind: 'endTraining' },
  quiet: { kind: 'quiet' },
  noQuiet: { kind: 'noQuiet' },
  duty: { kind: 'duty' },
  noDuty: { kind: 'noDuty' },
} as const satisfies Readonly<Record<string, Command>>

/** Null when the words are no command. */
export const spokenCommand = (text: string): Command | null => words.get(normalise(text)) ?? null

const vocabulary: readonly (readonly [Command, readonly string[]])[] = [
  [plain.start, ['начать', 'старт', 'start', 'меню', 'помощь', 'help', 'привет бот']],
  [plain.mine, ['мои обращения', 'мои заявки', 'мои вопросы', 'статус']],
  [plain.new, ['новый вопрос', 'новое обращение', 'новая заявка']],
  [
    plain.human,
    ['позвать человека', 'человек', 'оператор', 'позови человека', 'позовите человека', 'живой человек'],
  ],
  [plain.cancel, ['отмена', 'отменить', 'стоп', 'выйти', 'назад']],
  [
    plain.aboutMe,
    [
      'что вы обо мне знаете',
      'что ты обо мне знаешь',
      'мои данные',
      'мои персональные данные',
      'кто видит мои данные',
    ],
  ],
  [
    plain.askForget,
    [
      'удалить мои данные',
      'удалите мои данные',
      'удали мои данные',
      'удалить данные',
      'забудь меня',
      'забудьте меня',
      'удалите все мои данные',
    ],
  ],
  [plain.skip, ['пропустить', 'не знаю']],
  [plain.otherTopic, ['другое']],
  [plain.queue, ['очередь', '/очередь', 'мои задачи']],
  [plain.statistics, ['статистика', '/статистика', '/stats']],
  [plain.quality, ['оценить ответы', 'качество', '/качество', 'оценка ответов']],
  [plain.today, ['сегодня', 'итоги дня', '/сегодня']],
  [plain.silent, ['кто молчит', '/молчат']],
  [plain.find, ['найти', 'поиск', '/найти']],
  [plain.signIn, ['вход', '/вход', 'войти', 'войти на сайт', 'код для входа']],
  [plain.quiet, ['тихие часы', 'тихое время', 'не беспокоить', '/тихо']],
  [plain.duty, ['дежурство', 'дежурный', 'кто дежурит', 'назначить дежурного', '/дежурство']],
  [plain.train, ['потренироваться', 'тренировка', 'учебный вопрос', 'попробовать на учебном вопросе']],
  [plain.invite, ['код', '/код', 'код для сотрудника', 'пригласить сотрудника']],
]

const words: ReadonlyMap<string, Command> = new Map(
  vocabulary.flatMap(([command, phrases]) => phrases.map((phrase): [string, Command] => [phrase, command])),
)

const normalise = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[.!?»«"]+/gu, '')
    .replace(/\s+/gu, ' ')
