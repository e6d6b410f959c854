import { setTimeout as pause } from 'node:timers/promises'
import { type SeenDialog, type SeenMessage, Talk } from './talk.ts'

const patience = 4
const lookAgainMs = 25

/** Waits longer for a reply: a killed product first has to start again, on a machine that others use too. */
export class PatientTalk extends Talk {
  override async hear(words: string | RegExp): Promise<SeenMessage> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await super.hear(words)
      } catch (error) {
        if (tries === patience) throw error
      }
    }
  }

  /** Looking all the time would slow down the start that it waits for. */
  override async dialog(): Promise<SeenDialog> {
    await pause(lookAgainMs)
    return super.dialog()
  }
}
