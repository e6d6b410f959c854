/** What `otklik init` needs of this folder, VK and the database. */
import { existsSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import readline from 'node:readline'
import type { InitEnvironment, Settings } from '../cli/commands/init.ts'
import { describeConfig, loadConfig, readConfig } from '../config.ts'
import { pendingMigrations } from '../db/migrate.ts'
import { createVkApi } from '../vk/api.ts'
import { callLimits, createVkHttp } from '../vk/http.ts'
import { newTokenKey } from '../token-vault.ts'
import { lookUpToken } from './communities.ts'
import { explainStart } from './problem.ts'

const ownerOnly = 0o600

type Preparation = Omit<InitEnvironment, 'stdout' | 'stderr' | 'ask'> & { readonly close: () => void }

/** Asks the VK that the settings name so far: a local one can be tried, too. */
export function prepareInit(folder: string): Preparation {
  const loaded = loadConfig()
  const http = createVkHttp(callLimits)
  const baseUrl = loaded.ok ? loaded.config.vkApiUrl : describeConfig().VK_API_URL.default
  const api = createVkApi({ http, baseUrl, nowMs: () => performance.now() })
  const file = path.join(folder, '.env')
  return {
    lookUp: (token) => lookUpToken(api, token),
    checkDatabase,
    hasSettings: existsSync(file),
    freshDataDir:
      ['./data', './data-vk', './data-vk-2'].find((name) => !existsSync(path.join(folder, name))) ??
      './data-vk-3',
    tokenKey: newTokenKey(),
    writeSettings: async (values) => {
      // Under another name first: half a file of settings would start half a product.
      await writeFile(`${file}.part`, settingsText(values), { mode: ownerOnly })
      await rename(`${file}.part`, file)
    },
    close: () => http.close(),
  }
}

async function checkDatabase(url: string): Promise<string | null> {
  const checked = readConfig({ DATABASE_URL: url })
  if (!checked.ok) return checked.problems.join(' ')
  return pendingMigrations(url).then(
    () => null,
    (error: unknown) => explainStart(error),
  )
}

function settingsText(values: Settings): string {
  const lines = Object.entries(describeConfig()).flatMap(([name, { comment, default: usual }]) => {
    const value: unknown = Reflect.get(values, name)
    return [`# ${comment}`, typeof value === 'string' ? `${name}=${value}` : `# ${name}=${usual}`, '']
  })
  return `${lines.join('\n').trimEnd()}\n`
}

/** Lines of a terminal or a pipe, one for each question. */
export function openQuestions(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): { readonly ask: (question: string) => Promise<string | null>; close(): void } {
  const lines = readline.createInterface({ input, terminal: false })
  const iterator = lines[Symbol.asyncIterator]()
  return {
    ask: async (question) => {
      output.write(question)
      const { done, value } = await iterator.next()
      return done === true ? null : value
    },
    close: () => lines.close(),
  }
}
