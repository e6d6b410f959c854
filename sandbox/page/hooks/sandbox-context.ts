import { createContext, use } from 'react'
import type { ChangeStream } from '../api/change-stream.ts'
import type { SandboxClient } from '../api/client.ts'

export interface Sandbox {
  readonly client: SandboxClient
  readonly stream: ChangeStream
}

export const SandboxContext = createContext<Sandbox | null>(null)

export function useSandbox(): Sandbox {
  const sandbox = use(SandboxContext)
  if (sandbox === null) throw new Error('SandboxContext has no provider')
  return sandbox
}
