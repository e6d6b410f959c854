import type { TestProject } from 'vitest/node'
import { startTestServer } from './test-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly testServer: { readonly adminUrl: string; readonly templateName: string; readonly prefix: string }
  }
}

/** Runs once before all test files: one server for all, see `createTestDatabase`. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { adminUrl, templateName, prefix, stop } = await startTestServer(process.env['DATABASE_URL'] || undefined)
  project.provide('testServer', { adminUrl, templateName, prefix })
  return stop
}
