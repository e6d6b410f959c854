/**
 * What the sandbox answers, checked at the boundary. Unknown fields, roles, button and attachment types pass: the page
 * shows what it knows and names the rest.
 */
import * as z from 'zod/mini'

// Without this zod probes `new Function`, which a content security policy reports as a violation.
z.config({ jitless: true })

const personSchema = z.object({
  userId: z.number(),
  firstName: z.string(),
  lastName: z.string(),
  role: z.string(),
  institution: z.nullish(z.string()),
})

const communitySchema = z.object({ groupId: z.number(), name: z.string(), purpose: z.nullish(z.string()) })

export const stateSchema = z.object({ communities: z.array(communitySchema), users: z.array(personSchema) })

const authorSchema = z.enum(['user', 'community'])

export const dialogsSchema = z.object({
  dialogs: z.array(
    z.object({
      groupId: z.number(),
      cmid: z.number(),
      lastMessage: z.object({ text: z.string(), date: z.number(), from: authorSchema }),
    }),
  ),
})

const buttonSchema = z.object({
  color: z.optional(z.string()),
  action: z.object({ type: z.string(), label: z.optional(z.string()), link: z.optional(z.string()) }),
})

const keyboardSchema = z.object({
  inline: z.optional(z.boolean()),
  buttons: z.array(z.array(buttonSchema)),
})

const quoteSchema = z.object({ cmid: z.number(), text: z.string(), from: authorSchema })

const attachmentSchema = z.looseObject({ type: z.string() })

const messageSchema = z.object({
  cmid: z.number(),
  from: authorSchema,
  text: z.string(),
  attachments: z.nullish(z.array(attachmentSchema)),
  keyboard: z.nullish(keyboardSchema),
  date: z.number(),
  edited: z.nullish(z.union([z.boolean(), z.number()])),
  geo: z.nullish(z.looseObject({})),
  replyTo: z.nullish(quoteSchema),
  forwards: z.nullish(z.array(quoteSchema)),
})

export const dialogSchema = z.object({
  messages: z.array(messageSchema),
  keyboard: z.nullish(keyboardSchema),
  canWrite: z.boolean(),
  isTyping: z.nullish(z.boolean()),
  eventAnswers: z.nullish(z.array(z.object({ eventId: z.string(), answer: z.nullish(z.unknown()) }))),
})

export const sentSchema = z.object({ cmid: z.number() })

export const addedSchema = z.object({ userId: z.number() })

export const pressedSchema = z.looseObject({})

// What an upload becomes is the sandbox's business: the page gives it back as it came.
const uploadTokenSchema = z.union([z.string(), z.looseObject({})])

export const uploadedSchema = z.object({ attachment: uploadTokenSchema })

export const refusalSchema = z.object({ error: z.string() })

export const changeSchema = z.object({ groupId: z.number(), userId: z.number() })

export type Person = z.infer<typeof personSchema>
export type Community = z.infer<typeof communitySchema>
export type SandboxState = z.infer<typeof stateSchema>
export type DialogSummary = z.infer<typeof dialogsSchema>['dialogs'][number]
export type Button = z.infer<typeof buttonSchema>
export type Keyboard = z.infer<typeof keyboardSchema>
export type RawAttachment = z.infer<typeof attachmentSchema>
export type Quoted = z.infer<typeof quoteSchema>
export type Message = z.infer<typeof messageSchema>
export type UploadToken = z.infer<typeof uploadTokenSchema>
export type Dialog = z.infer<typeof dialogSchema>
