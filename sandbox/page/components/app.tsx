import { useSyncExternalStore } from 'react'
import { useSandbox } from '../hooks/sandbox-context.ts'
import { openAddress, useHash } from '../hooks/use-address.ts'
import { useStateOfSandbox } from '../hooks/use-state-of-sandbox.ts'
import { parseAddress, type PaneAddress, type Side } from '../model/address.ts'
import { completeAddress } from '../model/default-address.ts'
import { fullName } from '../model/people.ts'
import type { SandboxState } from '../api/schemas.ts'
import { Hint } from './hint.tsx'
import { Pane } from './pane.tsx'
import { SideTabs } from './side-tabs.tsx'

const sides: readonly Side[] = ['left', 'right']

/** Two people at two messengers; a phone shows one of them at a time. */
export function App() {
  const { stream } = useSandbox()
  const isConnected = useSyncExternalStore(stream.onStatus, stream.isConnected)
  const view = useStateOfSandbox()
  const isAway = !isConnected || view.kind === 'unreachable'
  return (
    <div className="page">
      <div role="status">
        {isAway && (
          <p className="away">Песочница не отвечает. Подключимся сами, как только она заработает.</p>
        )}
      </div>
      {view.kind === 'ready' ? (
        <Messengers state={view.state} />
      ) : (
        <Waiting sentence={view.kind === 'refused' ? view.sentence : null} />
      )}
    </div>
  )
}

function Messengers({ state }: { readonly state: SandboxState }) {
  const address = completeAddress(parseAddress(useHash()), state)
  const open = (side: Side, pane: PaneAddress) => openAddress({ ...address, [side]: pane })
  const nameOf = (pane: PaneAddress | null) => {
    const person = state.users.find(({ userId }) => userId === pane?.userId)
    return person === undefined ? '' : fullName(person)
  }
  const names = { left: nameOf(address.left), right: nameOf(address.right) }
  if (address.left === null && address.right === null)
    return <Waiting sentence="В песочнице пока нет ни людей, ни сообществ." />
  return (
    <>
      <Hint />
      <SideTabs shown={address.tab} names={names} onShow={(tab) => openAddress({ ...address, tab })} />
      <main className="panes">
        {sides.map((side) => {
          const pane = address[side]
          return pane === null ? null : (
            <Pane
              key={side}
              side={side}
              isShown={address.tab === side}
              pane={pane}
              state={state}
              onOpen={(next) => open(side, next)}
            />
          )
        })}
      </main>
    </>
  )
}

function Waiting({ sentence }: { readonly sentence: string | null }) {
  return (
    <main className="waiting" aria-busy={sentence === null}>
      {sentence === null ? (
        <span className="spinner" aria-label="Загружаем песочницу" role="img" />
      ) : (
        <p>{sentence}</p>
      )}
    </main>
  )
}
