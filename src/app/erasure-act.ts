/** The act of destruction as people read it: for the command line and the console. */
import { dateInWords } from '../domain/moment-in-words.ts'
import type { ErasureAct } from './person-ports.ts'

const reasons: Readonly<Record<ErasureAct['reason'], string>> = {
  request: 'по просьбе человека',
  operator: 'по обращению к оператору',
  retention: 'истёк срок хранения',
}

export function erasureActInWords(
  { id, reason, requestedAt, doneAt, counts }: ErasureAct,
  timeZone: string,
): string {
  const begun = `Акт № ${id} от ${dateInWords(requestedAt, timeZone)}, ${reasons[reason]}`
  if (doneAt === null || counts === null) return `${begun}: ещё не исполнен.`
  const { tickets, messages, files, transported } = counts
  return `${begun}. Уничтожено безвозвратно: слова и имя в обращениях — ${tickets}, сообщений — ${messages}, файлов — ${files}, записей пересылки — ${transported}. Номера, даты и показатели сохранены.`
}
