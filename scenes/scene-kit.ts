/**
 * Binds pure scenes to @vk-io/scenes. The library keeps which scene is current; this kit adds what it lacks: named
 * steps, a version, an expiry, and choices that can be typed as words or numbers.
 */
import type { IContext, IScene, SceneContext } from '@vk-io/scenes'
import type { MessageContext } from 'vk-io'
import { z } from 'zod'
import type { Desk } from '../src/domain/desk.ts'
import type { Button } from '../src/domain/keyboard.ts'
import type { OutgoingMessage } from '../src/domain/message.ts'
import { Temporal, secondsBetween } from '../src/domain/time.ts'
import type { Outcome, Scene, Turn } from './scene.ts'

/** What the dialogue puts into the context's `state` for middleware and scenes. */
export interface DialogueState extends Record<string, unknown> {
  readonly turn: Turn
  readonly desk: Desk
  readonly say: (replies: readonly OutgoingMessage[]) => void
}

/** vk-io's context as the middleware of a dialogue sees it. */
export type DialogueContext = MessageContext<DialogueState> & {
  readonly scene: SceneContext<Record<string, unknown>>
  readonly session: Record<string, unknown>
}

const storedState = z.object({
  version: z.number(),
  step: z.string(),
  at: z.iso.datetime(),
  draft: z.unknown(),
})

/** A scene as @vk-io/scenes wants it, plus how to get out of it when it went stale. */
export interface BoundScene extends IScene {
  /** True when the stored state is of another version or older than the scene allows. */
  isStale(state: unknown, turn: Turn): boolean
  /** Carries out what a stale dialogue had at stake and returns what to tell the person. */
  rescue(state: unknown, turn: Turn, desk: Desk): Promise<readonly OutgoingMessage[]>
}

/** Draft to start a scene with: `enterScene(context, slug, draft)`. */
export async function enterScene(context: DialogueContext, slug: string, draft?: unknown): Promise<void> {
  if (context.scene.current !== undefined) await context.scene.leave({ silent: true })
  await context.scene.enter(slug, draft === undefined ? {} : { state: { initialDraft: draft } })
}

/**
 * Leaves the current scene, if any. With `keep`, what the person had said is carried out first, so that a change of
 * mind loses no question.
 */
export async function leaveScene(
  context: DialogueContext,
  { keep }: { readonly keep: boolean },
): Promise<void> {
  const { current } = context.scene
  if (current === undefined) return
  const { turn, desk, say } = context.state
  const state: unknown = JSON.parse(JSON.stringify(context.scene.state))
  context.scene.reset()
  if (keep && isBound(current)) say(await current.rescue(state, turn, desk))
}

export const isBound = (scene: IScene): scene is BoundScene => 'rescue' in scene

export function bindScene<Step extends string, Draft, Submission>(
  scene: Scene<Step, Draft, Submission>,
): BoundScene {
  return {
    slug: scene.slug,
    enterHandler: (context: IContext) => runStep(scene, readContext(context)),
    leaveHandler: () => Promise.resolve(),
    isStale(state, turn) {
      const stored = storedState.safeParse(state)
      if (!stored.success || stored.data.version !== scene.version) return true
      if (scene.readDraft(stored.data.draft) === null) return true
      return secondsBetween(Temporal.Instant.from(stored.data.at), turn.now) > scene.expiresAfterSeconds
    },
    async rescue(state, turn, desk) {
      // Only the draft matters here: what was said is saved even when the rest cannot be read.
      const stored = z.object({ draft: z.unknown() }).safeParse(state)
      const draft = stored.success ? scene.readDraft(stored.data.draft) : null
      const submission = draft === null ? null : scene.salvage(draft)
      return submission === null ? [] : await scene.submit(submission, turn, desk)
    },
  }
}

async function runStep<Step extends string, Draft, Submission>(
  scene: Scene<Step, Draft, Submission>,
  context: DialogueContext,
): Promise<void> {
  const { turn, desk, say } = context.state
  const { step, draft } = currentStep(scene, context.scene.state)
  const outcome: Outcome<Step, Draft, Submission> = scene.steps[step](draft, turn, desk)
  say(outcome.replies)
  if (outcome.type === 'wait') {
    const at = turn.now.toString()
    Object.assign(context.scene.state, {
      version: scene.version,
      step: outcome.step,
      draft: outcome.draft,
      at,
    })
    return
  }
  await context.scene.leave({ silent: true })
  const next = outcome.type === 'submit' ? await scene.handOver?.(outcome.submission, desk) : null
  if (next !== null && next !== undefined) return enterScene(context, next.slug, next.draft)
  if (outcome.type === 'submit') say(await scene.submit(outcome.submission, turn, desk))
}

function currentStep<Step extends string, Draft, Submission>(
  scene: Scene<Step, Draft, Submission>,
  state: Record<string, unknown>,
): { step: Step; draft: Draft } {
  const stored = storedState.safeParse(state)
  if (!stored.success) {
    const initial = scene.readDraft(state['initialDraft'])
    return { step: scene.firstStep, draft: initial ?? scene.emptyDraft }
  }
  const step = stepNames(scene).find((name) => name === stored.data.step)
  return { step: step ?? scene.firstStep, draft: scene.readDraft(stored.data.draft) ?? scene.emptyDraft }
}

const stepNames = <Step extends string>(scene: { readonly steps: Readonly<Record<Step, unknown>> }): Step[] =>
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- Object.keys forgets the key type of a closed record
  Object.keys(scene.steps) as Step[]

function readContext(context: IContext): DialogueContext {
  // oxlint-disable-next-line typescript/consistent-type-assertions, typescript/no-unsafe-type-assertion -- @vk-io/scenes types its context as any bag of keys
  return context as unknown as DialogueContext
}

/** Buttons that were offered last, as kept in the session: a person may type a label, or its number. */
const offeredChoices = z
  .array(z.object({ label: z.string(), payload: z.record(z.string(), z.unknown()) }))
  .catch([])

export function choicesOf(outgoing: OutgoingMessage): readonly (Button & { readonly type: 'text' })[] {
  if (outgoing.keyboard?.inline !== true) return []
  return outgoing.keyboard.rows.flat().filter((button) => button.type === 'text')
}

/**
 * The payload of the choice that was typed instead of pressed: by its label everywhere, by its number only in clients
 * that show no buttons, where the options were numbered.
 */
export function typedChoice(
  offered: unknown,
  turn: Turn['message'],
): Readonly<Record<string, unknown>> | null {
  // Words under a photo go with the photo, as in readCommand.
  if (turn.attachments.length > 0) return null
  const choices = offeredChoices.parse(offered)
  const text = turn.text.trim()
  const byLabel = choices.find((choice) => choice.label.toLowerCase() === text.toLowerCase())
  const byNumber = turn.showsButtons || !/^\d{1,2}$/u.test(text) ? undefined : choices[Number(text) - 1]
  return byLabel?.payload ?? byNumber?.payload ?? null
}

/** The same message for a client without buttons: its choices are numbered in the text. */
export function withNumberedChoices(outgoing: OutgoingMessage): OutgoingMessage {
  const choices = choicesOf(outgoing)
  if (choices.length === 0) return outgoing
  const options = choices.map((choice, index) => `${index + 1}. ${choice.label}`)
  return { ...outgoing, text: `${outgoing.text}\n\nОтветьте цифрой:\n${options.join('\n')}` }
}
