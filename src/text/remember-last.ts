import type { Understand, Understanding } from '../domain/understanding.ts'

/** More people than are handled in one batch. */
const rememberedMax = 200
/** Long texts are rare, and need not lie about. */
const lengthMax = 1_000

/**
 * On its way a message is looked at several times (for danger, for its kind, for its matter), each time by somebody who
 * knows nothing of the others. It is understood once.
 */
export function rememberLast(understand: Understand): Understand {
  const known = new Map<string, Understanding>()
  return (text) => {
    if (text.length > lengthMax) return understand(text)
    const remembered = known.get(text)
    if (remembered !== undefined) return remembered
    const understanding = understand(text)
    if (known.size >= rememberedMax) known.clear()
    known.set(text, understanding)
    return understanding
  }
}
