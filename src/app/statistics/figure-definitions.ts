/** Every published figure with its name and its definition: no number is shown without saying how it is counted. */
import type { Durations, Figures, Within } from '../../domain/figures/figures.ts'
import type { Side } from '../../domain/figures/figures.ts'

export type ClockName = 'wall' | 'working'
export type FigureUnit = 'count' | 'share' | 'seconds'

export interface FigureDefinition {
  readonly key: string
  readonly title: string
  /** For people, in Russian. */
  readonly definition: string
  readonly unit: FigureUnit
  /** Which way is better; null: neither. */
  readonly better: 'more' | 'less' | null
}

interface Published extends FigureDefinition {
  readonly value: (figures: Figures, clock: ClockName, side: Side) => number | null
}

const count = (
  key: string,
  title: string,
  definition: string,
  value: Published['value'],
  better: Published['better'] = null,
): Published => ({ key, title, definition, unit: 'count', better, value })
const share = (
  key: string,
  title: string,
  definition: string,
  value: Published['value'],
  better: Published['better'] = 'more',
): Published => ({ key, title, definition, unit: 'share', better, value })
const seconds = (key: string, title: string, definition: string, value: Published['value']): Published => ({
  key,
  title,
  // Nearest rank in histograms whose buckets are two per cent wide.
  definition: `${definition}. Точность — 1 %`,
  unit: 'seconds',
  better: 'less',
  value,
})

interface Response extends Durations {
  readonly within: Within
}

/** The citizen's wait, or the owner's, whichever the member is judged by. */
function response(figures: Figures, clock: ClockName, side: Side): Response {
  const found = side === 'owner' ? figures.ownerResponse : figures.firstResponse
  return { ...found[clock], within: clock === 'wall' ? found.wallWithin : found.workingWithin }
}

const responseDefinition =
  'От первого сообщения жителя до ответа человека; у учреждений и сотрудников — от передачи учреждению до его ответа. Слова бота — не ответ'

const qualityDefinition =
  'Каждую неделю случай выбирает каждому координатору пять ответов людей; считается по дню ответа. Доля «да» среди оценённых: смотрите рядом, сколько оценено и какая это доля выбранных'

const qualityFigures: readonly Published[] = [
  share(
    'qualityAnswers',
    'Отвечают на вопрос',
    `«Это ответ на вопрос жителя?» ${qualityDefinition}`,
    ({ quality }) => quality.answers.yesShare,
  ),
  share(
    'qualityClear',
    'Понятно написаны',
    `«Написано понятно, простыми словами?» ${qualityDefinition}`,
    ({ quality }) => quality.clear.yesShare,
  ),
  share(
    'qualityConcrete',
    'Конкретны',
    `«Сказано конкретно: кто, что сделает и когда?» ${qualityDefinition}`,
    ({ quality }) => quality.concrete.yesShare,
  ),
  count(
    'qualityJudged',
    'Оценено ответов',
    'Сколько случайных ответов оценили координаторы; ответ, выбранный двоим, — два',
    ({ quality }) => quality.judged,
  ),
  share(
    'qualityJudgedShare',
    'Оценена доля выбранных',
    'Какую долю ответов, выбранных случаем, координаторы оценили',
    ({ quality }) => quality.judgedShare,
  ),
]

const published: readonly Published[] = [
  count(
    'received',
    'Пришло',
    'Обращения, первое сообщение которых пришло в эти дни; у учреждений — сколько раз им передали',
    ({ received }) => received,
  ),
  count(
    'answered',
    'Отвечено',
    'Есть решение, и житель не открыл обращение снова за 14 дней',
    ({ answered }) => answered,
  ),
  count('withdrawn', 'Отозвано', 'Жителю ответ больше не нужен', ({ withdrawn }) => withdrawn),
  count('open', 'Открыто', 'Сейчас не закрыто', ({ open }) => open),
  count('waiting', 'Ждут', 'Открыто, и житель ждёт слов человека', ({ waiting }) => waiting, 'less'),
  count(
    'overdue',
    'Просрочено сейчас',
    'Открыто, и хотя бы один действующий срок прошёл',
    ({ overdue }) => overdue,
    'less',
  ),
  share(
    'onTime',
    'В срок',
    'В срок / (в срок + поздно + открыто и просрочено сейчас): кто ещё не ответил после срока, считается неуспехом уже сегодня',
    ({ replySla }) => replySla.share,
  ),
  share(
    'finalOnTime',
    'Решено в срок',
    'То же по сроку решения, паузы не считаются',
    ({ finalSla }) => finalSla.share,
  ),
  seconds('median', 'Ответ, медиана', responseDefinition, (...of) => response(...of).median),
  seconds(
    'p75',
    'Ответ, 75 %',
    `${responseDefinition}. Три четверти — быстрее`,
    (...of) => response(...of).p75,
  ),
  seconds(
    'p90',
    'Ответ, 90 %',
    `${responseDefinition}. Девять из десяти — быстрее`,
    (...of) => response(...of).p90,
  ),
  ...([1, 4, 8, 24] as const).map((hours) =>
    share(
      `within${hours}`,
      `За ${hours} ч`,
      `Какая доля ответов пришла за ${hours} ч; среди тех, на что ответили`,
      (...of) => response(...of).within[`h${hours}`],
    ),
  ),
  seconds(
    'waitMedian',
    'Каждое ожидание, медиана',
    'От первых слов без ответа до следующего ответа человека: считается каждое ожидание, не только первое',
    ({ waitingRuns }, clock) => waitingRuns[clock].median,
  ),
  seconds(
    'finalMedian',
    'До решения, медиана',
    'От первого сообщения до последнего решения, без пауз',
    ({ finalAnswer }, clock) => finalAnswer[clock].median,
  ),
  seconds(
    'finalP90',
    'До решения, 90 %',
    'От первого сообщения до последнего решения, без пауз; девять из десяти — быстрее',
    ({ finalAnswer }, clock) => finalAnswer[clock].p90,
  ),
  count(
    'reopened',
    'Вернули',
    'Обращения, которые житель открыл снова хотя бы раз',
    ({ reopened }) => reopened,
    'less',
  ),
  share(
    'reopenedShare',
    'Доля возвратов',
    'Вернули / (отвечено + открыто)',
    ({ reopenedShare }) => reopenedShare,
    'less',
  ),
  share(
    'helped',
    'Помогло',
    'Среди оценивших; последняя оценка. Смотрите рядом, какая доля оценила',
    ({ rating }) => rating.helpedShare,
  ),
  share(
    'rated',
    'Оценили',
    'Какая доля из тех, кого спросили, поставила оценку',
    ({ rating }) => rating.responseRate,
  ),
  count(
    'forwards',
    'Передачи',
    'Сколько раз сменился ответственный',
    ({ routing }) => routing.forwards,
    'less',
  ),
  count(
    'lostHours',
    'Потеряно часов на передачах',
    'Часы от первой до последней передачи у переданных обращений',
    ({ routing }) => routing.lostHours,
    'less',
  ),
  share(
    'firstOwnerRight',
    'Верный ответственный сразу',
    'Решил тот, кому обращение досталось первым, и его никуда не передавали',
    ({ routing }) => routing.firstOwnerRightShare,
  ),
  share(
    'promisesKept',
    'Обещания выполнены',
    'Решено до обещанного срока / (выполнено + нарушено); перенос срока — нарушение',
    ({ promises }) => promises.keptShare,
  ),
  count(
    'faqShown',
    'Показали готовый ответ',
    'Сколько раз бот показал готовую справку',
    ({ faq }) => faq.shown,
  ),
  share(
    'faqHelped',
    'Готовый ответ помог',
    'Какой доле показанных справок хватило',
    ({ faq }) => faq.helpedShare,
  ),
  count(
    'droppedAtText',
    'Бросили: что случилось',
    'Ушли на этом вопросе бота, обращения не стало',
    ({ drops }) => drops.text,
    'less',
  ),
  count(
    'droppedAtTopic',
    'Бросили: тема',
    'Ушли на этом вопросе бота, обращения не стало',
    ({ drops }) => drops.topic,
    'less',
  ),
  count(
    'droppedAtPlace',
    'Бросили: где',
    'Ушли на этом вопросе бота, обращения не стало',
    ({ drops }) => drops.place,
    'less',
  ),
  count(
    'droppedElsewhere',
    'Бросили: другое',
    'Ушли на другом вопросе бота, обращения не стало',
    ({ drops }) => drops.elsewhere,
    'less',
  ),
  ...qualityFigures,
  count(
    'undelivered',
    'Не доставлено',
    'Ответы, которые ВКонтакте не принял: они не считаются ответами',
    ({ undelivered }) => undelivered,
    'less',
  ),
  count(
    'clockSuspect',
    'Сбивались часы',
    'Обращения, у которых время ВКонтакте или наше было неверным',
    ({ clockSuspect }) => clockSuspect,
    'less',
  ),
]

export const figureDefinitions: readonly FigureDefinition[] = published.map(
  ({ key, title, definition, unit, better }) => ({ key, title, definition, unit, better }),
)

/** By the keys of the definitions. */
export type FigureValues = Readonly<Record<string, number | null>>

export const figureValues = (figures: Figures, clock: ClockName, side: Side): FigureValues =>
  Object.fromEntries(published.map(({ key, value }) => [key, value(figures, clock, side)]))
