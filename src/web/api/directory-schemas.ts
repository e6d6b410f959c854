/** The directory over the wire, for coordinators. */
import { z } from 'zod'
import { importKinds } from '../../app/import/records.ts'

const number = z.int().positive()
const moment = z.iso.datetime()

export const institutions = z
  .object({
    institutions: z.array(
      z.object({
        id: number,
        code: z.string(),
        title: z.string(),
        shortTitle: z.string(),
        kind: z.string(),
        parentId: number.nullable(),
        municipality: z.string().nullable(),
        workingHours: z.string(),
        timeZone: z.string(),
        people: z.int().describe('Who work there; without anybody the coordinators answer'),
      }),
    ),
    municipalities: z.array(z.object({ id: number, code: z.string(), title: z.string() })),
  })
  .meta({ id: 'Institutions' })

export const people = z
  .object({
    people: z.array(
      z.object({
        id: number,
        name: z.string(),
        roles: z.array(z.object({ role: z.string(), place: z.string() })),
        hasJoined: z.boolean().describe('Has written to the bot and gets cards'),
        awayUntil: moment.nullable(),
      }),
    ),
  })
  .meta({ id: 'People' })

export const communities = z
  .object({
    communities: z.array(
      z.object({
        groupId: number,
        title: z.string(),
        purpose: z.enum(['public', 'staff', 'both']),
        institution: z.string().nullable(),
        municipality: z.string().nullable(),
        isActive: z.boolean(),
        trouble: z.string().nullable().describe('What a person has to do'),
        troubleSince: moment.nullable(),
        polledAt: moment.nullable(),
        undelivered: z.int().describe('Messages of seven days that VK refused for good'),
      }),
    ),
  })
  .meta({ id: 'Communities' })

export const topics = z
  .object({
    topics: z.array(
      z.object({
        id: z.string(),
        group: z.string(),
        title: z.string(),
        priority: z.enum(['urgent', 'fast-track', 'normal']),
        firstReplyHours: z.number(),
        finalAnswerHours: z.number(),
        responsibleKind: z.string(),
      }),
    ),
  })
  .meta({ id: 'Topics' })

export const routing = z
  .object({
    municipalities: z.array(z.object({ id: number, code: z.string(), title: z.string() })),
    rows: z.array(
      z.object({
        topicId: z.string(),
        topic: z.string(),
        group: z.string(),
        cells: z.array(
          z.object({
            owner: z.string().nullable().describe('Null: nobody but the coordinators'),
            reason: z.string(),
            isGap: z.boolean(),
          }),
        ),
      }),
    ),
    gaps: z.int(),
  })
  .meta({ id: 'Routing' })

export const calendarQuery = z.object({
  institution: z.coerce.number().int().positive().optional(),
  asked: moment.optional().describe('The moment of the example; now when it is not given'),
})
export const calendar = z
  .object({
    title: z.string(),
    workingHours: z.string().nullable(),
    example: z
      .object({
        askedAt: moment,
        due: z.array(z.object({ hours: z.number(), at: moment })),
      })
      .describe(
        'When answers to a question of this moment would be due, by the working hours that topics name',
      ),
    days: z.array(
      z.object({
        date: z.iso.date(),
        hours: z.string().describe('Empty: closed'),
        reason: z.string(),
        isUnusual: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Calendar' })

export const tablePath = z.object({ kind: z.enum(importKinds) })
export const table = z
  .object({
    columns: z.array(z.string()),
    keyColumn: z.string(),
    rows: z.array(z.record(z.string(), z.string())),
    csv: z.string().describe('The same as a file that an import reads'),
  })
  .meta({ id: 'DirectoryTable' })

export const settings = z
  .object({
    settings: z.array(
      z.object({
        title: z.string(),
        value: z.string(),
        variable: z.string().describe('In .env of the server'),
      }),
    ),
  })
  .meta({ id: 'Settings' })

export const inviteBody = z.object({ institutionId: number })
export const invitation = z
  .object({ code: z.string(), expiresAt: moment, writeTo: number.nullable() })
  .meta({ id: 'Invitation' })

/** A region's table; larger ones are imported by the command. */
export const importLengthMax = 1_000_000
/** In base64. */
const fileLengthMax = 2_000_000
export const importBody = z.object({
  kind: z.enum(importKinds),
  text: z
    .string()
    .min(1)
    .max(importLengthMax, 'Файл больше миллиона знаков. Загрузите его командой otklik import.')
    .optional(),
  file: z
    .base64()
    .min(1)
    .max(fileLengthMax, 'Файл больше полутора мегабайт. Загрузите его командой otklik import.')
    .optional()
    .describe('CSV in UTF-8, UTF-16 or Windows-1251, or the first sheet of an XLSX file; in place of `text`'),
  isDryRun: z.boolean(),
})
export const imported = z
  .object({
    isGood: z.boolean(),
    isApplied: z.boolean(),
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    problems: z.array(z.string()),
    differences: z
      .array(
        z.object({
          key: z.string(),
          isNew: z.boolean(),
          cells: z.array(z.object({ column: z.string(), before: z.string(), after: z.string() })),
        }),
      )
      .describe('The first hundred rows that change'),
    whatIf: z
      .object({
        tickets: z.int(),
        ownerChanged: z.int(),
        moves: z.array(z.object({ from: z.string(), to: z.string(), tickets: z.int() })),
      })
      .nullable()
      .describe('How the tickets of the last 30 days would have gone'),
  })
  .meta({ id: 'Imported' })

const token = z
  .string()
  .trim()
  .min(10, 'Ключ слишком короткий. Скопируйте его целиком.')
  .max(500, 'Это не похоже на ключ: он короче 500 знаков.')
  .regex(/^[\w.-]+$/u, 'В ключе бывают только латинские буквы, цифры, точки, дефисы и подчёркивания.')
const code = z.string().max(80).nullable()
export const examineBody = z.object({ token })
export const connectBody = z.object({
  token,
  purpose: z.enum(['public', 'staff', 'both']),
  institution: code,
  municipality: code,
})
export const examined = z
  .object({
    community: z.object({ groupId: number, title: z.string() }).nullable(),
    steps: z.array(
      z.object({
        key: z.string(),
        title: z.string(),
        state: z.enum(['good', 'warning', 'fixable', 'bad']),
        sentence: z.string(),
      }),
    ),
  })
  .meta({ id: 'ExaminedCommunity' })
export const communityPath = z.object({ groupId: z.coerce.number().int().positive() })
export const heard = z.object({ heardAt: moment.nullable() }).meta({ id: 'Heard' })
