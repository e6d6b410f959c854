import {
  AdaptivityProvider,
  AppRoot,
  ConfigProvider,
  Placeholder,
  Spinner,
  Button,
} from '@vkontakte/vkui/dist/cssm'
import { useEffect } from 'react'
import { useSession } from '../hooks/use-session.ts'
import { joinVk } from '../api/vk.ts'
import { Shell } from './shell.tsx'
import { SignIn } from './sign-in.tsx'
import { Toasts } from './toasts.tsx'

export function App() {
  useEffect(() => void joinVk(), [])
  return (
    <ConfigProvider>
      <AdaptivityProvider>
        <AppRoot mode="full" disableSettingVKUIClassesInRuntime={false}>
          <Toasts>
            <Content />
          </Toasts>
        </AppRoot>
      </AdaptivityProvider>
    </ConfigProvider>
  )
}

function Content() {
  const { state, retry, signIn, signOut } = useSession()
  switch (state.kind) {
    case 'loading':
      return (
        <main className="whole">
          <Spinner size="l">Открываю рабочее место</Spinner>
        </main>
      )
    case 'unreachable':
      return (
        <main className="whole">
          <Placeholder
            title="Не получилось открыть"
            action={
              <Button size="m" onClick={retry}>
                Попробовать ещё раз
              </Button>
            }
          >
            {state.problem}
          </Placeholder>
        </main>
      )
    case 'signedOut':
      return <SignIn onSignIn={signIn} wasSignedIn={state.wasSignedIn} />
    case 'signedIn':
      return <Shell session={state.session} onSignOut={signOut} />
  }
}
