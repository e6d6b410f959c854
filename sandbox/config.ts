import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** What the process of the sandbox reads from its environment. */
const environment = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(3001),
  SANDBOX_HOST: z.string().min(1).default('127.0.0.1'),
  SANDBOX_REGION: z.string().min(1).optional(),
  SANDBOX_SEED: z.coerce.number().int().optional(),
  SANDBOX_STATE: z.string().min(1).optional(),
})

export type SandboxConfig = {
  readonly port: number
  readonly host: string
  readonly regionDir?: string
  readonly pageDir: string
  readonly seed?: number
  readonly stateFile?: string
}

/** @throws Error with one sentence that names the variable. */
export function readConfig(): SandboxConfig {
  const parsed = environment.safeParse(process.env)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new Error(`${issue?.path.join('.') ?? 'Environment'}: ${issue?.message ?? 'is wrong'}`)
  }
  const {
    SANDBOX_PORT: port,
    SANDBOX_HOST: host,
    SANDBOX_REGION: named,
    SANDBOX_SEED: seed,
    SANDBOX_STATE: stateFile,
  } = parsed.data
  const regionDir = named ?? sampleRegion()
  return {
    port,
    host,
    pageDir: folder(isSource ? '../dist/sandbox/page' : './page'),
    ...(regionDir === null ? {} : { regionDir }),
    ...(seed === undefined ? {} : { seed }),
    ...(stateFile === undefined ? {} : { stateFile }),
  }
}

/** The same file runs from the sources and from dist/sandbox. */
const isSource = import.meta.url.endsWith('.ts')

function sampleRegion(): string | null {
  const sample = folder(isSource ? './region' : '../../sandbox/region')
  return existsSync(sample) ? sample : null
}

function folder(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url))
}
