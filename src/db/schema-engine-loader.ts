import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import * as wasm from '@prisma/schema-engine-wasm/schema_engine_bg'

/**
 * Prisma's own migration engine, in the WebAssembly build that comes with npm: the native one is a download from a host
 * that many networks do not reach.
 */
export async function withEngine<Value>(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  use: (engine: wasm.SchemaEngine) => Promise<Value>,
): Promise<Value> {
  await loadEngine()
  const bound = bindMigrationAwareSqlAdapterFactory(adapter)
  const engine = await wasm.SchemaEngine.new({ datamodels: undefined }, () => undefined, bound)
  try {
    return await use(engine)
  } finally {
    engine.free()
  }
}

declare global {
  // The compiler's description of it comes with those of a browser, which a server must not see.
  namespace WebAssembly {
    function instantiate(
      code: Uint8Array,
      imports: object,
    ): Promise<{ instance: { exports: Record<string, unknown> } }>
  }
}

let loaded: Promise<void> | null = null

/** 4 MB of code: loaded at the first use, because most starts have nothing to migrate. */
function loadEngine(): Promise<void> {
  loaded ??= instantiate()
  return loaded
}

async function instantiate(): Promise<void> {
  const module = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const code = await readFile(module.replace(/\.js$/, '.wasm'))
  const { instance } = await WebAssembly.instantiate(code, { './schema_engine_bg.js': wasm })
  wasm.__wbg_set_wasm(instance.exports)
  const start = instance.exports['__wbindgen_start']
  if (typeof start === 'function') start()
}
