/** What every route of the API works with. */
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Console } from '../../app/console/console.ts'
import type { SignedIn } from '../../app/console/continue-session.ts'
import type { RequestLimits } from './limits.ts'

export interface ApiParts {
  readonly console: Console
  readonly limits: RequestLimits
  /** Where the console is opened from: its scheme decides about secure cookies, its origin about who may change. */
  readonly consoleUrl: string
}

export interface ApiEnv {
  readonly Variables: { readonly signedIn: SignedIn }
}

export type Api = OpenAPIHono<ApiEnv>
