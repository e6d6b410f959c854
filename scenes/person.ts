/** «Что вы обо мне знаете», «Удалить мои данные»: shown at once, destroyed after a second word. */
import { addSeconds, Temporal, isBefore } from '../src/domain/time.ts'
import * as texts from './person-texts.ts'
import { type DialogueContext, leaveScene } from './scene-kit.ts'

/** The second button counts for so long after the question. */
const confirmSeconds = 24 * 3600

export async function onPersonCommand(
  context: DialogueContext,
  kind: 'aboutMe' | 'askForget' | 'forget',
): Promise<unknown> {
  const { turn, desk, say } = context.state
  if (kind === 'aboutMe') {
    const known = await desk.citizen.aboutMe()
    return say([known === null ? texts.nothingKnown : texts.aboutMe(known, desk.timeZone)])
  }
  const askedAt = context.session['forgetAskedAt']
  const isAsked =
    typeof askedAt === 'string' &&
    isBefore(turn.now, addSeconds(Temporal.Instant.from(askedAt), confirmSeconds))
  if (kind === 'forget' && isAsked) {
    delete context.session['forgetAskedAt']
    await leaveScene(context, { keep: false })
    return say([texts.forgotten(await desk.citizen.forgetMe())])
  }
  context.session['forgetAskedAt'] = turn.now.toString()
  return say([texts.confirmForget(desk.citizen.openTickets.length)])
}
