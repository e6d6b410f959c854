/** The bot's texts at the console: coordinators look, those of the region put them in their own words. */
import { remarkInWords } from '../../../scenes/answer/check-texts.ts'
import { type RemarkKind, checkAnswer } from '../../domain/answer-quality/check-answer.ts'
import { answerRulesOf } from '../../domain/answer-quality/rules-of.ts'
import { type BotTextKey, botText, botTextKeys } from '../../domain/bot-texts/bot-texts.ts'
import { checkBotText, tidyBotText } from '../../domain/bot-texts/check-bot-text.ts'
import { fillBlanks } from '../../domain/bot-texts/fill-blanks.ts'
import type { StaffId } from '../../domain/ids.ts'
import { type Result, refuse, success } from '../../domain/result.ts'
import { coordinatedMunicipalities, isCoordinator } from '../../domain/staff.ts'
import type { Clock, Instant } from '../../domain/time.ts'
import { nameOf } from '../ticket-view.ts'
import type { SignedAct } from './journal-ports.ts'
import { type DirectoryRefusal, requireCoordinator } from './show-directory.ts'
import type { Worker } from './work-at-console.ts'

export interface StoredBotText {
  readonly code: string
  readonly text: string
  /** Null: it came with a file. */
  readonly changedBy: StaffId | null
  readonly changedAt: Instant
}

export interface BotTextStore {
  list(): Promise<readonly StoredBotText[]>
  /**
   * Null brings the usual words back. False: the text is no longer the one that was seen, and nothing is written. A write
   * raises `directoryVersion` and goes into the journal with the act.
   */
  change(
    change: {
      readonly key: BotTextKey
      readonly text: string | null
      readonly seen: string | null
    },
    signed: SignedAct,
  ): Promise<boolean>
}

export interface BotTexts {
  readonly store: BotTextStore
  readonly clock: Clock
}

export interface ShownBotText {
  readonly key: BotTextKey
  /** Null: the usual words. */
  readonly own: string | null
  /** Null: it came with a file, or nobody changed it. */
  readonly changedBy: string | null
  readonly changedAt: Instant | null
}

export async function listBotTexts(
  { store }: BotTexts,
  worker: Worker,
): Promise<Result<readonly ShownBotText[], DirectoryRefusal>> {
  const allowed = requireCoordinator(worker)
  if (!allowed.ok) return allowed
  const stored = new Map((await store.list()).map((text) => [text.code, text]))
  return success(
    botTextKeys.map((key) => {
      const { text, changedBy, changedAt } = stored.get(key) ?? {
        text: null,
        changedBy: null,
        changedAt: null,
      }
      return { key, own: text, changedBy: nameOf(worker.region.roster, changedBy), changedAt }
    }),
  )
}

export interface GivenBotText {
  readonly key: BotTextKey
  /** Null: the usual words again. */
  readonly text: string | null
  /** The region's own words as the person saw them; null: the usual ones. */
  readonly seen: string | null
  readonly isDryRun: boolean
}

export interface LookedThrough {
  readonly isSaved: boolean
  /** With any of these it is not saved. */
  readonly problems: readonly string[]
  /** To be taken or left. */
  readonly advice: readonly string[]
}

/** `changed`: somebody else put it in other words since it was shown. */
export type BotTextRefusal = { readonly kind: 'notCoordinator' | 'changed' }

export async function changeBotText(
  { store, clock }: BotTexts,
  worker: Worker,
  { key, text: given, seen, isDryRun }: GivenBotText,
): Promise<Result<LookedThrough, BotTextRefusal>> {
  const { member } = worker
  if (!isCoordinator(member) || coordinatedMunicipalities(member) !== null)
    return refuse({ kind: 'notCoordinator' })
  const text = given === null ? botText(key).usual : tidyBotText(given)
  const own = text === botText(key).usual ? null : text
  const problems = checkBotText(key, text)
  const looked = { problems, advice: adviceOn(key, text, worker) }
  if (isDryRun || problems.length > 0) return success({ ...looked, isSaved: false })
  const act = { kind: 'botTextChanged', facts: { code: key, isUsual: own === null } } as const
  const isDone = await store.change({ key, text: own, seen }, { by: member.id, at: clock.now(), act })
  return isDone ? success({ ...looked, isSaved: true }) : refuse({ kind: 'changed' })
}

/** Of what the checker of answers sees, that which is true of any words to a citizen. */
const advised: ReadonlySet<RemarkKind> = new Set([
  'rudeness',
  'runaround',
  'officialese',
  'longSentence',
  'participles',
  'hardToRead',
  'shouting',
])

function adviceOn(key: BotTextKey, text: string, { region }: Worker): readonly string[] {
  const examples = Object.entries(botText(key).blanks).map(([name, { example }]) => [name, example] as const)
  const said = fillBlanks(text, Object.fromEntries(examples))
  const { remarks } = checkAnswer({ text: said, question: '' }, answerRulesOf(region.directory))
  return remarks.filter(({ kind }) => advised.has(kind)).map(remarkInWords)
}
