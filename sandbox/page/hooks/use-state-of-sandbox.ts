import { useEffect, useState } from 'react'
import { Refresher } from '../api/refresher.ts'
import type { SandboxState } from '../api/schemas.ts'
import { sameOr } from '../model/merge-messages.ts'
import { useSandbox } from './sandbox-context.ts'

export type StateView =
  | { readonly kind: 'loading' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'ready'; readonly state: SandboxState }

/** People and communities; asked again after every reconnect, because the sandbox may have been started anew. */
export function useStateOfSandbox(): StateView {
  const { client, stream } = useSandbox()
  const [view, setView] = useState<StateView>({ kind: 'loading' })
  useEffect(() => {
    const refresher = new Refresher(async () => {
      const reply = await client.state()
      setView((earlier) =>
        nextView(earlier, reply.kind === 'done' ? { kind: 'ready', state: reply.value } : reply),
      )
      return reply.kind === 'unreachable' ? 'unreachable' : 'loaded'
    })
    const forget = stream.onChange((change) => {
      if (change.kind === 'anything') refresher.refresh()
    })
    refresher.refresh()
    return () => {
      forget()
      refresher.stop()
    }
  }, [client, stream])
  return view
}

/** What was once loaded stays on the screen while the sandbox is away. */
function nextView(earlier: StateView, later: StateView): StateView {
  if (later.kind !== 'ready') return earlier.kind === 'ready' ? earlier : later
  return sameOr(earlier, later)
}
