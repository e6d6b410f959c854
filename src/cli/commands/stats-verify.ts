/** `otklik stats --verify`: is the event log as it was written? */
import type { EventSeals, LogDamage, LogVerification } from '../../app/statistics/ports.ts'

export interface VerifyEnvironment {
  readonly stdout: (text: string) => void
  readonly seals: Pick<EventSeals, 'verify'>
}

/** 0 when nothing was touched, 1 when something was. */
export async function verifyLog(
  { expectedHead }: { readonly expectedHead: string | undefined },
  isJson: boolean,
  { stdout, seals }: VerifyEnvironment,
): Promise<number> {
  const found = await seals.verify(expectedHead)
  stdout(isJson ? `${JSON.stringify(found)}\n` : describe(found))
  return isUntouched(found) ? 0 : 1
}

const isUntouched = (found: LogVerification): boolean =>
  found.damages.length === 0 && found.isExpectedFound !== false

function describe(found: LogVerification): string {
  const { events, seals, unsealed, head, damages, isExpectedFound } = found
  return [
    `Проверено событий: ${events}, печатей: ${seals}; ещё не опечатано: ${unsealed}.`,
    ...damages.map((damage) => `  ${sentence(damage)}`),
    ...(isExpectedFound === false
      ? ['  Печати с этим хешем в журнале нет: журнал переписан целиком или это хеш другой базы.']
      : []),
    isUntouched(found)
      ? 'Журнал цел: ничего не изменено, не удалено и не вставлено задним числом.'
      : 'Журналу нельзя верить. Восстановите его из резервной копии и найдите, у кого был доступ к базе.',
    ...(head === null
      ? []
      : [
          `Последняя печать: ${head}`,
          'Запишите её отдельно: по ней видна и полная подмена журнала (--expect).',
        ]),
    '',
  ].join('\n')
}

function sentence(damage: LogDamage): string {
  switch (damage.kind) {
    case 'changed':
      return `Событие ${damage.eventId} изменено после записи.`
    case 'deleted':
      return `Событие ${damage.eventId} удалено.`
    case 'added':
      return `Событие ${damage.eventId} вставлено задним числом.`
    case 'sealBroken':
      return `Печать ${damage.seal} подделана.`
  }
}
