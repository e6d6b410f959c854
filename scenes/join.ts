/** A one-time code in a dialogue: its sender works here from now on. */
import { z } from 'zod'
import { staffMenu } from './keyboards.ts'
import * as texts from './join-texts.ts'
import { type DialogueContext, leaveScene } from './scene-kit.ts'

/** Wrong codes from one dialogue; guessing one of 10¹² codes by hand is hopeless, and is not let go on. */
const codeTriesMax = 10
const triedCodes = z.number().catch(0)

export async function joinByCode(context: DialogueContext, code: string): Promise<unknown> {
  const { desk, say } = context.state
  const tried = triedCodes.parse(context.session['triedCodes'])
  if (tried >= codeTriesMax) return say([texts.tooManyCodes])
  const joined = await desk.join(code)
  if (!joined.ok) {
    if (joined.refusal.kind === 'notHere') return say([texts.sendCodeTo(joined.refusal.workplace)])
    context.session['triedCodes'] = tried + 1
    return say([texts.joinRefused(joined.refusal.kind)])
  }
  await leaveScene(context, { keep: true })
  const { institutionTitle } = joined.value
  const isCoordinator = institutionTitle === null || desk.staff?.isCoordinator === true
  return say([{ ...texts.joined(institutionTitle), keyboard: staffMenu(isCoordinator) }])
}
