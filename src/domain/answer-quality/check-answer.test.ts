import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computingMs } from '../../../test/support/computing-ms.ts'
import { type AnswerRule, answerRules } from './answer-rule.ts'
import { builtInRules } from './built-in-rules.ts'
import { checkAnswer } from './check-answer.ts'

const question = 'На улице Мира, 4 огромная яма на дороге, бьём колёса. Когда заделают?'
const rules = answerRules(builtInRules, [])
const check = (text: string, asked = question) => checkAnswer({ text, question: asked }, rules)
const kindsOf = (text: string, asked = question) => check(text, asked).remarks.map(({ kind }) => kind)

describe('the answer checker', () => {
  // Answers that a person would be glad of, in the manner that the sources of the rules ask for.
  it.each([
    'Здравствуйте! Яму на Мира, 4 засыплем до 27 ноября. Бригада уже выехала. Если не сделаем, напишите сюда.',
    'Добрый день! Дорогу у дома 4 осмотрели сегодня утром: яма глубокая. Асфальт положим в мае, а пока засыплем щебнем до пятницы.',
    'Здравствуйте, Анна! Эта дорога принадлежит области, её ремонтирует Дирекция дорог. Мы передали ей ваш вопрос, ответ придёт сюда до 1 декабря.',
    'Здравствуйте! Ямы больше нет: вчера дорогу заделали, фото ниже. Спасибо, что сообщили.',
    'Добрый вечер! Дорогу к дому 4 отремонтируем весной: сейчас асфальт не держится на морозе. До конца недели поставим знак «Неровная дорога».',
    'Здравствуйте! К сожалению, заделать яму в этом году не сможем: деньги на ремонт дорог закончились. Дорога стоит первой в плане на апрель.',
  ])('has nothing to say about a good answer: «%s»', (text) => {
    expect(kindsOf(text)).toEqual([])
  })

  it.each([
    ['blank', 'Здравствуйте! Яму засыплем {дата}, приедет бригада.'],
    ['blank', 'Здравствуйте! Яму засыплем ____ ноября, приедет бригада.'],
    ['rudeness', 'Здравствуйте! В том, что дорога разбита, вы сами виноваты: паркуетесь где попало.'],
    ['personalData', 'Здравствуйте! На яму жаловалась и соседка Петрова А. И., дорогу заделаем завтра.'],
    ['personalData', 'Здравствуйте! Яму выкопал житель дома: ул. Мира, д. 4, кв. 12. Завтра засыплем.'],
    ['promiseWithoutDate', 'Здравствуйте! Яма на дороге будет отремонтирована в ближайшее время.'],
    ['promiseWithoutDate', 'Здравствуйте! Яму на Мира, 4 обязательно засыплем, бригада знает.'],
    ['runaround', 'Здравствуйте! Информация о яме на дороге принята к сведению и взята на контроль.'],
    ['runaround', 'Здравствуйте! Ремонт дороги пройдёт при наличии финансирования в 2027 году.'],
    ['offTopic', 'Здравствуйте! График приёма граждан размещён на сайте, приходите в любое время.'],
    ['tooShort', 'Здравствуйте! Яму заделали.'],
    ['officialese', 'Здравствуйте! Яму на дороге заделали надлежащим образом 20 ноября.'],
    [
      'actTitle',
      'Здравствуйте! По Федеральному закону от 06.10.2003 № 131-ФЗ дорогу чинит город, яму заделаем завтра.',
    ],
    [
      'longSentence',
      'Здравствуйте! Яму на дороге у дома 4 по улице Мира мы осмотрели сегодня утром вместе с подрядчиком и решили что сначала надо снять старый слой а потом уже положить новый асфальт и всё это сделать завтра.',
    ],
    [
      'participles',
      'Здравствуйте! Бригада, обслуживающая улицу, заделает яму, образовавшуюся на дороге, имеющей износ, завтра.',
    ],
    ['signature', 'Здравствуйте! Яму на дороге засыплем завтра к вечеру. С уважением, администрация.'],
    ['greeting', 'Яму на дороге у дома 4 засыплем завтра к вечеру, бригада уже собрана.'],
    ['shouting', 'Здравствуйте! Яму на дороге у дома 4 МЫ ЗАДЕЛАЕМ ЗАВТРА ВЕЧЕРОМ, ждите бригаду.'],
  ] as const)('notices %s: «%s»', (kind, text) => {
    expect(kindsOf(text)).toContain(kind)
  })

  it('finds a text of a statute hard to read, and plain words easy', () => {
    const statute =
      'Здравствуйте! Восстановление автомобильной инфраструктуры муниципального образования предусматривается соответствующими программными мероприятиями администрации. Финансирование дорожной деятельности осуществляется пропорционально установленным нормативам обеспеченности.'

    expect(kindsOf(statute)).toContain('hardToRead')
  })

  it.each([
    'завтра',
    'до 5 декабря',
    'к 05.12.2026',
    'до конца недели',
    'в пятницу',
    'во вторник',
    'через два дня',
    'в течение трёх рабочих дней',
    'до 15 мая',
    'в первом квартале',
    'в апреле',
  ])('takes «%s» for a date', (date) => {
    expect(kindsOf(`Здравствуйте! Яму на дороге засыплем ${date}, бригада готова.`)).not.toContain(
      'promiseWithoutDate',
    )
  })

  it('takes the data of the person who asks for their own', () => {
    const asked = 'Мой адрес ул. Мира, д. 4, кв. 12, течёт кран на кухне'

    expect(
      kindsOf('Здравствуйте! Слесарь придёт в ул. Мира, д. 4, кв. 12 завтра к десяти, кран починит.', asked),
    ).not.toContain('personalData')
  })

  it('asks for nothing about a question that had no words', () => {
    expect(
      kindsOf('Здравствуйте! Получили фото, передали дорожникам, ответим до пятницы.', ''),
    ).not.toContain('offTopic')
  })

  it('only blanks keep an answer from being sent', () => {
    expect(check('Дебри. Сами виноваты!!!').isSendable).toBe(true)
    expect(check('Здравствуйте, {имя}!').isSendable).toBe(false)
  })

  it('puts a simpler wording together where words can simply be exchanged', () => {
    expect(
      check(
        'В ответ на Ваше обращение сообщаем, что в настоящее время дорога закрыта. В зимний период работ нет.',
      ).better,
    ).toBe('Сейчас дорога закрыта. Зимой работ нет.')
    expect(check('Здравствуйте! Дорогу открыли.').better).toBeNull()
  })

  it('is as the coordinators want it: rules added, changed and taken away', () => {
    const own: readonly AnswerRule[] = [
      { phrase: 'в настоящее время', kind: 'off', better: '', isExact: false },
      { phrase: 'градоначальник*', kind: 'officialese', better: 'мэр', isExact: false },
      { phrase: 'charactersMax', kind: 'limit', better: '60', isExact: false },
    ]
    const text = 'Здравствуйте! В настоящее время градоначальника нет, дорогу у дома 4 посмотрит завтра.'

    const { remarks, better } = checkAnswer({ text, question }, answerRules(builtInRules, own))

    expect(remarks).toEqual([
      { kind: 'officialese', quote: 'градоначальника', better: 'мэр' },
      { kind: 'tooLong', quote: '', better: '' },
    ])
    expect(better).toBeNull()
  })

  it('survives any text, says each thing once, and never changes what it was given', () => {
    const words = fc.constantFrom(
      'яма',
      'в целях',
      'сообщаем, что',
      '{дата}',
      '№',
      '«',
      '5',
      'С уважением',
      '\n',
      '.',
      '!!!',
    )
    const texts = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.array(words, { maxLength: 60 }).map((list) => list.join(' ')),
    )
    fc.assert(
      fc.property(texts, texts, (text, asked) => {
        const { remarks, isSendable } = check(text, asked)

        expect(new Set(remarks.map(({ kind }) => kind)).size).toBe(remarks.length)
        expect(isSendable).toBe(!remarks.some(({ kind }) => kind === 'blank'))
      }),
      { numRuns: 40 },
    )
  })

  it('takes no more than a few milliseconds for the longest answer', () => {
    const text =
      'Здравствуйте! В целях ремонта дорожного полотна, расположенного на улице, сообщаем, что яма. '.repeat(
        38,
      )

    const spentMs = computingMs(() => {
      for (let turn = 0; turn < 20; turn += 1) check(text)
    })

    expect(spentMs / 20).toBeLessThan(100)
  })
})
