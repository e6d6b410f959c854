/** What the screens of the directory work with: looking, importing with a preview, and joining communities. */
import type { Console } from './app/console/console.ts'
import { decodeFile } from './app/import/decode-file.ts'
import { compareRouting } from './app/import/what-if.ts'
import { isWorkbook, readWorkbook } from './cli/commands/workbook-file.ts'
import type { ProductOptions } from './compose.ts'
import { createBotTextStore } from './db/bot-text-store.ts'
import { createConsoleDirectoryStore } from './db/console-directory-store.ts'
import type { PrismaClient } from './db/generated/client.ts'
import { createImportStore } from './db/import-store.ts'
import { findPastTickets } from './db/past-tickets.ts'
import { addSeconds } from './domain/time.ts'
import { buildUnderstand } from './text/build-understand.ts'
import type { VkApi } from './vk/api.ts'
import { createProposalStore } from './db/proposal-store.ts'
import { createCommunityGate } from './vk/community-gate.ts'

/** A preview routes the tickets of this time anew. */
const whatIfSeconds = 30 * 24 * 3600

export function createDirectoryParts(
  { pool, clock, timeZone, trainedModel = null, openToken = asItIs, sealToken = asItIs }: ProductOptions,
  { api, prisma }: { readonly api: VkApi; readonly prisma: PrismaClient },
): Console['directory'] {
  const health = createConsoleDirectoryStore(pool)
  const store = createImportStore(prisma, { open: openToken, seal: sealToken })
  return {
    showing: { health, clock, timeZone },
    importing: {
      store,
      clock,
      readFile: (bytes) =>
        isWorkbook(bytes)
          ? readWorkbook(bytes).then(
              ({ first }) => first,
              () => null,
            )
          : Promise.resolve(decodeFile(bytes)),
      whatIf: async (before, after) => {
        const tickets = await findPastTickets(pool, addSeconds(clock.now(), -whatIfSeconds))
        return compareRouting(tickets, before, after, (directory) => buildUnderstand(directory, trainedModel))
      },
    },
    connecting: { gate: createCommunityGate(api), store, health, clock },
    texts: { store: createBotTextStore(pool), clock },
    corrections: createProposalStore(pool),
  }
}

const asItIs = (token: string): string => token
