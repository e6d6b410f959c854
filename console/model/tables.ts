/** Tables of the directory as files have them: how their columns are called, and one row as a file. */
import type { z } from 'zod'
import type * as schemas from '../../src/web/api/directory-schemas.ts'

export type TableKind = z.output<typeof schemas.tablePath>['kind']
export type Table = z.output<typeof schemas.table>

export const tableTitles: Readonly<Record<TableKind, string>> = {
  rules: 'Правила: кто отвечает',
  institutions: 'Учреждения',
  municipalities: 'Муниципалитеты',
  communities: 'Сообщества',
  topics: 'Темы',
  staff: 'Сотрудники',
  calendar: 'Дни календаря',
  'answer-rules': 'Советы при ответе',
  faq: 'Частые вопросы',
  templates: 'Шаблоны ответов',
  texts: 'Тексты бота',
}

const columnTitles: Readonly<Record<string, string>> = {
  code: 'Код',
  title: 'Название',
  text: 'Текст',
  topic: 'Код темы',
  topic_group: 'Код группы тем',
  institution: 'Код учреждения',
  municipality: 'Код муниципалитета',
  question: 'Вопрос',
  variants: 'Как ещё спрашивают (через |)',
  answer: 'Ответ',
  active: 'Работает (yes или no)',
  phrase: 'Слова',
  kind: 'Вид',
  better: 'Лучше так',
  exact: 'Только точно так (yes или no)',
  date: 'День (2026-12-31)',
  hours: 'Часы (09:00-12:00)',
  number: 'Номер',
  community: 'Номер сообщества',
  note: 'Заметка',
  short_title: 'Короткое название',
  token: 'Ключ',
}

export const columnTitle = (column: string): string => columnTitles[column] ?? column

/** Texts of many lines. */
export const isLong = (column: string): boolean => column === 'text' || column === 'answer'

type Cells = Readonly<Record<string, string>>

/** One row as a file that an import reads. */
export const fileOf = (columns: readonly string[], cells: Cells): string =>
  [columns, columns.map((column) => cells[column] ?? '')]
    .map((row) => `${row.map(quoted).join(';')}\n`)
    .join('')

const quoted = (cell: string): string => (/[;"\n\r]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
