/** The bot's texts over the wire, for coordinators. */
import { z } from 'zod'
import { botTextKeys } from '../../domain/bot-texts/bot-texts.ts'
import { messageLengthMax } from '../../domain/split-text.ts'

const key = z.enum(botTextKeys)

export const botTexts = z
  .object({
    groups: z.array(
      z.object({
        title: z.string(),
        texts: z.array(
          z.object({
            key,
            title: z.string(),
            where: z.string().describe('When a citizen reads it'),
            usual: z.string(),
            own: z.string().nullable().describe('In the words of the region; null: the usual ones'),
            tail: z.string().describe('Said after it, always'),
            charactersMax: z.int(),
            blanks: z
              .array(
                z.object({
                  name: z.string(),
                  meaning: z.string(),
                  example: z.string(),
                  isRequired: z.boolean(),
                }),
              )
              .describe('What the bot fills in, written in braces'),
            changedBy: z.string().nullable().describe('Null: it came with a file'),
            changedAt: z.iso.datetime().nullable(),
          }),
        ),
      }),
    ),
    mayChange: z.boolean().describe('Coordinators of the region may'),
  })
  .meta({ id: 'BotTexts' })

export const botTextPath = z.object({ key })

const words = z.string().max(messageLengthMax, 'Такого длинного сообщения ВКонтакте не примет.').nullable()

export const botTextBody = z.object({
  text: words.describe('Null: the usual words again'),
  seen: words.describe('The own words as they were shown; null: the usual ones'),
  isDryRun: z.boolean().describe('Look it through and keep nothing'),
})

export const botTextLooked = z
  .object({
    isSaved: z.boolean(),
    problems: z.array(z.string()).describe('With any of these it is not saved'),
    advice: z.array(z.string()).describe('To be taken or left'),
  })
  .meta({ id: 'BotTextLooked' })
