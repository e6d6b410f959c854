/** What citizens write. Nothing here names a danger: those questions get two replies, and the count wants one. */
export type PageKind = 'school' | 'clinic' | 'house' | 'town'

const questions: Readonly<Record<PageKind, readonly string[]>> = {
  school: [
    'Здравствуйте! Когда начнётся запись в первый класс, если мы живём на улице Садовой, 14? Какие нужны документы?',
    'Добрый день. Ребёнку в столовой уже третью неделю дают холодные обеды, дети остаются голодными. Школа на Школьной, 5.',
    'Почему в классе так холодно? Дети сидят в куртках, на уроках невозможно писать.',
    'Учитель математики болеет месяц, замены нет, уроки просто отменяют. Кто будет вести предмет у 7 «Б»?',
    'Подскажите, как получить место в группе продлённого дня',
    'С нас собирают деньги на ремонт класса и охрану, говорят что это обязательно. Законно ли это?',
  ],
  clinic: [
    'Не могу записаться к терапевту, талонов нет уже две недели ни на сайте, ни в регистратуре.',
    'Здравствуйте, в поликлинике на Больничной, 3 очередь с шести утра, приём задерживают на два часа. Сколько можно?',
    'Где получить льготные лекарства от диабета? В аптеке говорят, что их нет с прошлого месяца.',
    'Когда к нам приедет узкий специалист? Окулиста в районе нет полгода.',
    'Хочу вызвать врача на дом, а телефон регистратуры всё время занят',
  ],
  house: [
    'Добрый вечер! В подъезде третью неделю не моют полы, мусор лежит на площадке. Дом на улице Мира, 22.',
    'Лифт не работает со вторника, на девятый этаж поднимаемся пешком с коляской. Улица Гагарина, 8, второй подъезд.',
    'Почему нет горячей воды? Обещали дать к понедельнику, уже четверг.',
    'В квитанции за отопление сумма в два раза больше, чем в прошлом месяце. Объясните, за что мы платим.',
    'Из крана идёт ржавая вода, мыться невозможно, на Речной, 17.',
    'Управляющая компания не отвечает на заявки, оставляли уже три раза',
  ],
  town: [
    'На улице Лесной огромные ямы, машины объезжают по тротуару. Когда будет ремонт дороги?',
    'Фонари не горят от дома 4 до дома 20 по Заводской улице, вечером дети идут из школы в темноте.',
    'Не вывозят мусор с контейнерной площадки у дома 11 по Парковой, всё завалено пакетами.',
    'Автобус номер 5 ходит раз в час вместо двадцати минут, утром не уехать на работу.',
    'Детская площадка во дворе сломана, качели висят на одной цепи. Кому её передали на обслуживание?',
    'Подскажите, как оформить пособие на второго ребёнка и какие нужны справки',
  ],
}

const unclear = [
  'Добрый день, помогите решить вопрос, никто ничего не делает уже давно',
  'Холодно и грязно, жаловались много раз',
  'Вода и мусор во дворе, что с этим делать',
  'Куда обращаться, если ничего не работает',
]

const additions = [
  'Забыл добавить: соседи тоже готовы подписаться, нас человек десять.',
  'Вчера приходили, посмотрели и ушли, ничего не изменилось.',
  'Могу прислать фотографии, если это поможет быстрее разобраться.',
  'Телефон для связи дам лично, звонить лучше после шести вечера.',
]

const addresses = ['улица Садовая, 14', 'ул. Мира, 22, второй подъезд', 'Лесная, 7', 'проспект Победы, 31']

export interface Saying {
  readonly text: string
  /** JSON text of a pressed button. */
  readonly payload: string | null
}

const say = (text: string): Saying => ({ text, payload: null })
const mine: Saying = { text: 'Мои обращения', payload: '{"c":"mine"}' }

/** `pick` gives 0 ≤ value < 1; the same stream gives the same conversations. */
export function conversation(kind: PageKind, pick: () => number): readonly Saying[] {
  const draw = pick()
  const topicKind = pick() < 0.75 ? kind : choose(pageKinds, pick)
  const question = inOwnWords(choose(questions[topicKind], pick), pick)
  const addition = inOwnWords(choose(additions, pick), pick)
  if (draw < 0.3) return [question, addition, mine]
  if (draw < 0.5) return [question, addition]
  if (draw < 0.65) return [question]
  if (draw < 0.8) return [inOwnWords(choose(unclear, pick), pick), addition, mine]
  if (draw < 0.92) return [say('Здравствуйте!'), question, say('Спасибо!')]
  return [question, mine, addition, say('Спасибо!')]
}

/** No two people write alike: what a bot remembers of one text must not make the next one cheap. */
const inOwnWords = (text: string, pick: () => number): Saying =>
  say(`${text} (№ ${1 + Math.floor(pick() * 1_000_000)})`)

export const address = (pick: () => number): Saying => say(choose(addresses, pick))

const pageKinds: readonly PageKind[] = ['school', 'clinic', 'house', 'town']

function choose<Value>(values: readonly Value[], pick: () => number): Value {
  const chosen = values[Math.floor(pick() * values.length)]
  if (chosen === undefined) throw new Error('nothing to choose from')
  return chosen
}
