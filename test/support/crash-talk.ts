import { type SeenMessage, Talk } from './talk.ts'

const patience = 4

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
}
