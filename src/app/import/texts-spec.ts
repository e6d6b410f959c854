import { z } from 'zod'

import { botText, botTextKeys, isBotTextKey } from '../../domain/bot-texts/bot-texts.ts'
import { checkBotText, tidyBotText } from '../../domain/bot-texts/check-bot-text.ts'
import type { ImportSpec } from './import-spec.ts'
import type { BotTextRecord } from './records.ts'

const code = z.string().transform((cell, context) => {
  if (isBotTextKey(cell)) return cell
  context.addIssue({ code: 'custom', message: `такого текста нет; есть: ${botTextKeys.join(', ')}` })
  return z.NEVER
})

/** An empty cell brings the usual words back. */
const row = z
  .object({ code, text: z.string().transform(tidyBotText) })
  .transform(({ code: key, text }) => ({ code: key, text: text === '' ? botText(key).usual : text }))

export const textsSpec: ImportSpec<BotTextRecord> = {
  columns: ['code', 'text'],
  row,
  keyOf: (record) => record.code,
  keyColumn: 'code',
  check: (read) =>
    read.flatMap(({ line, item }) =>
      checkBotText(item.code, item.text).map((sentence) => ({
        line,
        column: 'text',
        reason: sentence.charAt(0).toLowerCase() + sentence.slice(1),
      })),
    ),
  unwritten: (record) => ({ ...record, text: botText(record.code).usual }),
  toCells: (record) => ({ code: record.code, text: record.text }),
}
