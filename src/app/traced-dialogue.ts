/** One message through the scenes, told to the tracer: where the person stands afterwards, and what was asked of the desk. */
import { z } from 'zod'
import type { Converse } from './dialogue-ports.ts'
import type { Tracer } from './tracer.ts'

const inScene = z.object({
  __scene: z.object({
    current: z.string(),
    state: z.looseObject({ step: z.string().default('') }).optional(),
  }),
})

export function traceConverse(converse: Converse, tracer: Tracer): Converse {
  return (message, desk, session, now) =>
    tracer.span({ name: 'scene' }, async (span) => {
      const asked = new Set<string>()
      const { citizen, staff } = desk
      const noted = {
        ...desk,
        citizen: noteUses(citizen, asked),
        staff: staff === null ? null : noteUses(staff, asked),
      }
      const said = await converse(message, noted, session, now)
      const place = inScene.safeParse(session.read())
      span.note({
        'otklik.scene': place.success ? place.data.__scene.current : '',
        'otklik.step': place.success ? (place.data.__scene.state?.step ?? '') : '',
        'otklik.use_cases': [...asked],
        'otklik.messages': said.length,
      })
      return said
    })
}

/** The same use cases; the names of those that are called are put into the set. */
const noteUses = <Uses extends object>(uses: Uses, called: Set<string>): Uses =>
  new Proxy(uses, {
    get(target, name): unknown {
      const member: unknown = Reflect.get(target, name)
      if (typeof member === 'function') called.add(String(name))
      return member
    },
  })
