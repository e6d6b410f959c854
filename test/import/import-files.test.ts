import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ImportOptions, importDirectory, importTables } from '../../src/app/import/import-directory.ts'
import { describeProblem } from '../../src/app/import/problem.ts'
import type { ImportKind } from '../../src/app/import/records.ts'
import { loadRegion } from '../../src/db/load-region.ts'
import { botTextKeys } from '../../src/domain/bot-texts/bot-texts.ts'
import { type OpenImportStore, openImportStore } from './open-import-store.ts'

let open: OpenImportStore

beforeEach(async () => {
  open = await openImportStore()
  await importTables(open.store, {
    municipalities: 'code;title;kind;aliases\ngorod;Город;city;\n',
    institutions: `${institutionColumns}\nadm;Администрация;Администрация;administration;ADM;;gorod;Europe/Moscow;пн-пт 09:00-18:00\n`,
  })
})

afterEach(() => open.close())

describe('a good file', () => {
  it('may name a child before its parent', async () => {
    const report = await run(
      'institutions',
      institutions('child;parent;Europe/Moscow;круглосуточно', 'parent;adm;Europe/Moscow;пн-пт 08:00-17:00'),
    )

    expect(report).toMatchObject({ added: 2, changed: 0 })
    const child = await open.prisma.institution.findUniqueOrThrow({
      where: { code: 'child' },
      include: { parent: true },
    })
    expect(child.parent?.code).toBe('parent')
  })

  it('changes what is there by its code and counts the rest as unchanged', async () => {
    const file = (title: string) =>
      `code;title;kind;aliases\ngorod;${title};city;\nselo;Село;village;Сельцо|Хутор\n`

    expect(await run('municipalities', file('Город'))).toMatchObject({ added: 1, changed: 0, unchanged: 1 })
    expect(await run('municipalities', file('Большой Город'))).toMatchObject({
      added: 0,
      changed: 1,
      unchanged: 1,
    })
    expect(
      await open.prisma.municipality.findMany({ select: { title: true }, orderBy: { id: 'asc' } }),
    ).toEqual([{ title: 'Большой Город' }, { title: 'Село' }])
  })

  it('writes nothing on a dry run', async () => {
    const report = await run('municipalities', 'code;title;kind;aliases\nselo;Село;village;\n', {
      dryRun: true,
    })

    expect(report).toMatchObject({ added: 1, isApplied: false })
    expect(await open.prisma.municipality.count()).toBe(1)
  })

  it('gives a person with two posts two memberships, and a contact in the page that does both', async () => {
    await run('communities', `${communityColumns}\n7;Страница;adm;gorod;secret;both\n`)

    const report = await run(
      'staff',
      `${staffColumns}\n501;Анна;Лугова;head;adm;\n501;Анна;Лугова;coordinator;;gorod\n`,
    )

    expect(report).toMatchObject({ added: 2 })
    const person = await open.prisma.staff.findUniqueOrThrow({
      where: { vkUserId: 501 },
      include: { memberships: true },
    })
    expect(person.memberships).toHaveLength(2)
    expect(person.contactGroupId).toBe(7n)
  })

  it('names days of the region, of a municipality and of an institution, each day once', async () => {
    const file = (kind: string): string =>
      `date;kind;institution;municipality;hours;title\n07.10.2026;${kind};;;;День области\n2026-10-07;custom;adm;;09:00-12:00;\n2026-08-28;off;;gorod;;День города\n`

    expect(await run('calendar', file('off'))).toMatchObject({ added: 3 })
    expect(await run('calendar', file('short'))).toMatchObject({ added: 0, changed: 1, unchanged: 2 })

    const { directory } = await loadRegion(open.prisma)
    expect(directory.calendarDays).toMatchObject([
      { date: '2026-08-28', kind: 'off', institutionId: null, title: 'День города' },
      { date: '2026-10-07', kind: 'short', municipalityId: null, institutionId: null },
      { date: '2026-10-07', kind: 'custom', hours: [{ from: 540, to: 720 }] },
    ])
  })

  it('keeps the contact that a person already has', async () => {
    await open.prisma.staff.create({
      data: { vkUserId: 501, firstName: 'А', lastName: 'Б', contactGroupId: 9 },
    })
    await run('communities', `${communityColumns}\n7;Страница;adm;gorod;secret;staff\n`)

    await run('staff', `${staffColumns}\n501;Анна;Лугова;head;adm;\n`)

    const person = await open.prisma.staff.findUniqueOrThrow({ where: { vkUserId: 501 } })
    expect(person).toMatchObject({ firstName: 'Анна', contactGroupId: 9n })
  })
})

describe('a bad file', () => {
  it('is refused as a whole, with line, column and reason of everything that is wrong', async () => {
    const file = institutions(
      'ok;;Europe/Moscow;круглосуточно',
      'БОЛЬ;nobody;Луна;по будням',
      'ok;;Europe/Moscow;круглосуточно',
    )

    const problems = await refused('institutions', file)

    expect(problems).toEqual([
      'строка 3, столбец «code»: нужен код: строчные латинские буквы, цифры и дефис, до 40 знаков',
      'строка 3, столбец «time_zone»: нужен часовой пояс, например Europe/Moscow',
      'строка 3, столбец «working_hours»: непонятно «по будням»; нужно так: пн-пт 09:00-18:00, обед 13:00-14:00',
      'строка 4, столбец «code»: повторяет строку 2',
    ])
    expect(await open.prisma.institution.count()).toBe(1)
  })

  it('is applied without its bad rows, and without those that hang on them, when that is wished', async () => {
    const file = institutions(
      'good;adm;Europe/Moscow;круглосуточно',
      'bad;adm;Europe/Moscow;никогда',
      'orphan;bad;Europe/Moscow;круглосуточно',
    )

    const report = await run('institutions', file, { skipBad: true })

    expect(report).toMatchObject({ added: 1, skipped: 2 })
    expect(report.problems.map(({ line }) => line)).toEqual([3, 4])
    expect(
      await open.prisma.institution.findMany({ select: { code: true }, orderBy: { id: 'asc' } }),
    ).toEqual([{ code: 'adm' }, { code: 'good' }])
  })

  it('may not put an institution above itself', async () => {
    const file = institutions('one;two;Europe/Moscow;круглосуточно', 'two;one;Europe/Moscow;круглосуточно')

    expect(await refused('institutions', file)).toHaveLength(2)
  })

  it.each<readonly [ImportKind, string, readonly string[]]>([
    [
      'communities',
      'group_id;title;institution;municipality;token;purpose\n5;Страница;nobody;;;public',
      [
        'строка 2, столбец «institution»: нет учреждения «nobody»: сначала загрузите или проверьте, нет ли ошибки',
        'строка 2, столбец «token»: у нового сообщества нужен ключ доступа',
      ],
    ],
    [
      'staff',
      'vk_user_id;first_name;last_name;role;institution;municipality\nsmth;А;Б;chief;adm;',
      [
        'строка 2, столбец «vk_user_id»: нужно целое число',
        'строка 2, столбец «role»: нужно одно из: administrator, head, coordinator, observer',
      ],
    ],
    [
      'staff',
      'vk_user_id;first_name;last_name;role;institution;municipality\n1;А;Б;coordinator;adm;\n2;А;Б;head;;',
      [
        'строка 2, столбец «institution»: координатор отвечает за весь регион или за муниципалитет: оставьте столбец пустым',
        'строка 3, столбец «institution»: укажите, в каком учреждении человек отвечает',
      ],
    ],
    [
      'rules',
      'number;topic;topic_group;municipality;community;institution;note\n1;;;gorod;;adm;\n2;;;gorod;;adm;',
      ['строка 3, столбец «number»: правило № 1 уже говорит о том же: непонятно, какое главнее'],
    ],
    [
      'calendar',
      'date;kind;institution;municipality;hours;title\n31.02.2026;off;;;;\n07.10.2026;праздник;;;;\n2026-10-07;custom;;;по записи;\n2026-10-08;off;adm;gorod;;',
      [
        'строка 2, столбец «date»: нужна дата, например 05.09.2026 или 2026-09-05',
        'строка 3, столбец «kind»: нужно одно из: off, working, short, custom, usual',
        'строка 4, столбец «hours»: нужны часы дня, например 09:00-12:00',
        'строка 5, столбец «municipality»: укажите что-то одно: учреждение или муниципалитет',
      ],
    ],
    [
      'answer-rules',
      'phrase;kind;better;exact\nмэр;злое;;\n!!!;runaround;;\nlength;limit;5;\ncharactersMax;limit;много;',
      [
        'строка 2, столбец «kind»: нужно одно из: officialese, runaround, promise, rudeness, signature, limit, off',
        'строка 3, столбец «phrase»: нужны слова',
        'строка 4, столбец «phrase»: такого предела нет; есть: sentenceWordsMax, charactersMin, charactersMax, readabilityMin, participlesMax',
        'строка 5, столбец «better»: нужно целое число',
      ],
    ],
    [
      'faq',
      'code;institution;question;variants;answer;active\nчасы;;Когда?;;Утром.;\nhours;nobody;Когда?;;Утром.;\nprice;;Сколько?;;{сумма} рублей.;\nempty;;Где?;;;да',
      [
        'строка 2, столбец «code»: нужен код: строчные латинские буквы, цифры и дефис, до 40 знаков',
        'строка 3, столбец «institution»: нет учреждения «nobody»: сначала загрузите или проверьте, нет ли ошибки',
        'строка 4, столбец «answer»: остался незаполненный пропуск в {фигурных скобках}',
        'строка 5, столбец «answer»: не заполнено',
      ],
    ],
    [
      'templates',
      'code;title;text;topic;topic_group;institution\nyama;Яма;Засыплем {дата;;;\nsvet;Свет;Починим {дата}.;NET-01;;adm\nдом;Дом;;;;nobody',
      [
        'строка 2, столбец «text»: пропуск пишется так: {дата}; здесь скобка без пары, пустая или длиннее 40 знаков',
        'строка 3, столбец «topic»: нет темы «NET-01»: сначала загрузите или проверьте, нет ли ошибки',
        'строка 4, столбец «code»: нужен код: строчные латинские буквы, цифры и дефис, до 40 знаков',
        'строка 4, столбец «text»: не заполнено',
      ],
    ],
    [
      'texts',
      'code;text\nhello;Привет\nreceipt;Принято!\nask-words;Пишите, {имя}',
      [
        `строка 2, столбец «code»: такого текста нет; есть: ${botTextKeys.join(', ')}`,
        'строка 3, столбец «text»: добавьте {номер} — номер обращения: без этого жителю не обойтись.',
        'строка 4, столбец «text»: {имя} здесь заменить нечем. Напишите обычными словами, без фигурных скобок.',
      ],
    ],
    [
      'topics',
      'id;group_id;group_title;title;button;responsible_kind;fallback_kind;priority;first_reply_hours;final_answer_hours;needs_place;sensitive;safety_hint;phrases\nA-1;A;Группа;Тема;Очень длинная надпись на кнопке, которую не покажет ВКонтакте;ADM;;normal;8;4;да;no;ghost;',
      [
        'строка 2, столбец «button»: длиннее 40 знаков',
        'строка 2, столбец «safety_hint»: такого совета о безопасности нет',
      ],
    ],
    [
      'municipalities',
      'code;name;aliases\n',
      [
        'строка 1, столбец «name»: такого столбца нет; нужны: code, title, kind, aliases',
        'строка 1, столбец «title»: столбца не хватает',
        'строка 1, столбец «kind»: столбца не хватает',
      ],
    ],
    ['municipalities', '', ['файл пуст: нет даже строки с названиями столбцов']],
  ])('of %s says what is wrong', async (kind, file, problems) => {
    expect(await refused(kind, file)).toEqual(problems)
  })
})

const institutionColumns =
  'code;title;short_title;kind;answers_for;parent;municipality;time_zone;working_hours'
const communityColumns = 'group_id;title;institution;municipality;token;purpose'
const staffColumns = 'vk_user_id;first_name;last_name;role;institution;municipality'

/** Rows `code;parent;time zone;hours`. */
const institutions = (...rows: readonly string[]): string =>
  [
    institutionColumns,
    ...rows.map((row) => {
      const [code, parent, zone, hours] = row.split(';')
      return `${code};Название;Имя;other;;${parent};;${zone};${hours}`
    }),
  ].join('\n')

async function run(kind: ImportKind, file: string, options: ImportOptions = {}) {
  const result = await importDirectory(open.store, kind, file, options)
  if (!result.ok) throw new Error(result.refusal.problems.map(describeProblem).join('; '))
  return result.value
}

async function refused(kind: ImportKind, file: string): Promise<readonly string[]> {
  const result = await importDirectory(open.store, kind, file)
  return result.ok ? [] : result.refusal.problems.map(describeProblem)
}
