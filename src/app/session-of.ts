import type { DialogueSession } from './dialogue-ports.ts'
import type { JsonObject } from './ports.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** The session of one dialogue inside a unit of work. */
export function sessionOf(work: UnitOfWork, key: string): DialogueSession {
  return {
    read: () => work.session(key),
    write: (value) => {
      const copy: JsonObject | null = value === null ? null : JSON.parse(JSON.stringify(value))
      work.writeSession(key, copy)
    },
  }
}
