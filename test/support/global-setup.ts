import type { TestProject } from 'vitest/node'
import { startTestServer } from './test-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly testServer: { readonly adminUrl: string; readonly templateName: string; readonly prefix: string }
  }
}

/** Runs once before all test files: one server for all, see `createTestDatabase`. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer(process.env['DATABASE_URL'] || undefined)
  const { adminUrl, templateName, prefix } = server
  project.provide('testServer', { adminUrl, templateName, prefix })
  return () => server.stop()
}
