/** Single turns for the pure steps of scenes, and what came of them. */
import { type Command, payloadOf, readCommand } from '../../scenes/commands.ts'
import type { Outcome, Turn } from '../../scenes/scene.ts'
import type { Desk } from '../../src/domain/desk.ts'
import type { IncomingMessage } from '../../src/domain/message.ts'
import { DeskInMemory } from './desk-in-memory.ts'
import { givenMessage, noon } from './given.ts'
import { smallTown, understandByWords } from './small-town.ts'

export function givenDesk(fields: Partial<Desk> = {}): Desk {
  const town = new DeskInMemory()
  town.directory = smallTown()
  town.understand = understandByWords
  return { ...town.desk(), ...fields }
}

export function typed(text: string, fields: Partial<IncomingMessage> = {}): Turn {
  const message = givenMessage({ text, ...fields })
  return { message, command: readCommand(message), now: noon }
}

export const pressed = (command: Command): Turn => typed('Кнопка', { payload: payloadOf(command) })

export function draftOf<Draft>(outcome: Outcome<string, Draft, unknown>): Draft {
  if (outcome.type !== 'wait') throw new Error(`the scene does not wait, it came to: ${outcome.type}`)
  return outcome.draft
}

export function submissionIn<Submission>(outcome: Outcome<string, unknown, Submission>): Submission {
  if (outcome.type !== 'submit') throw new Error(`not submitted, it came to: ${outcome.type}`)
  return outcome.submission
}

export const textsOf = (outcome: Pick<Outcome<string, unknown, unknown>, 'replies'>): readonly string[] =>
  outcome.replies.map((reply) => reply.text)

export const labelsOf = (outcome: Pick<Outcome<string, unknown, unknown>, 'replies'>): readonly string[] =>
  outcome.replies
    .flatMap((reply) => reply.keyboard?.rows.flat() ?? [])
    .map((button) => (button.type === 'location' ? 'location' : button.label))
