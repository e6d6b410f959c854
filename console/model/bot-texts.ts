import type { z } from 'zod'
import type * as schemas from '../../src/web/api/bot-text-schemas.ts'

/** The texts of the bot as the console gets them. */
export type BotTexts = z.output<typeof schemas.botTexts>
export type BotTextShown = BotTexts['groups'][number]['texts'][number]
