/** Who is signed in. In VK the signed launch parameters sign in by themselves. */
import { useCallback, useEffect, useState } from 'react'
import type { SessionView } from '../../src/web/api/schemas.ts'
import { Refusal, sentenceOf } from '../api/client.ts'
import { forgetDrafts } from '../model/drafts.ts'
import { useConsole } from './console-context.ts'

export type SessionState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'signedOut'; readonly problem: string | null; readonly wasSignedIn: boolean }
  | { readonly kind: 'unreachable'; readonly problem: string }
  | { readonly kind: 'signedIn'; readonly session: SessionView }

export interface SessionControl {
  readonly state: SessionState
  readonly retry: () => void
  readonly signIn: (code: string) => Promise<string | null>
  readonly signOut: (everywhere: boolean) => Promise<void>
}

const launchParams = (): string | null =>
  location.search.includes('vk_app_id=') && location.search.includes('sign=')
    ? location.search.slice(1)
    : null

export function useSession(): SessionControl {
  const { client, live, sender } = useConsole()
  const [state, setState] = useState<SessionState>({ kind: 'loading' })

  const look = useCallback(async (): Promise<void> => {
    try {
      const session = await client.session()
      sender.allowUndo(session.undoSeconds)
      setState({ kind: 'signedIn', session })
      live.start()
      sender.resume()
    } catch (error) {
      if (!(error instanceof Refusal) || !error.isSignedOut)
        setState((before) =>
          before.kind === 'signedIn' ? before : { kind: 'unreachable', problem: sentenceOf(error) },
        )
    }
  }, [client, live, sender])

  useEffect(() => {
    const leave = client.onSignedOut(() => {
      live.stop()
      setState((before) => ({
        kind: 'signedOut',
        problem: null,
        wasSignedIn: before.kind === 'signedIn' || (before.kind === 'signedOut' && before.wasSignedIn),
      }))
    })
    const params = launchParams()
    const first = params === null ? Promise.resolve() : client.signInByVk(params).catch(() => {})
    void first.then(look)
    return leave
  }, [client, live, look])

  const signIn = async (code: string): Promise<string | null> => {
    try {
      await client.signInByCode(code)
      await look()
      return null
    } catch (error) {
      return sentenceOf(error)
    }
  }
  const signOut = async (everywhere: boolean): Promise<void> => {
    await (everywhere ? client.signOutEverywhere() : client.signOut()).catch(() => {})
    live.stop()
    forgetDrafts()
    setState({ kind: 'signedOut', problem: null, wasSignedIn: false })
  }
  return { state, retry: () => void look(), signIn, signOut }
}
