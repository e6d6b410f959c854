import { Button, FormItem, Input, Title } from '@vkontakte/vkui/dist/cssm'
import { type SubmitEvent, useEffect, useState } from 'react'
import { useConsole } from '../hooks/console-context.ts'
import { readCode, readRefusal } from '../model/address.ts'

interface Props {
  readonly onSignIn: (code: string) => Promise<string | null>
  readonly wasSignedIn: boolean
}

/** By a code from the bot; there are no passwords to forget. */
export function SignIn({ onSignIn, wasSignedIn }: Props) {
  const linked = readCode(location.hash)
  const [code, setCode] = useState(linked === null ? '' : linked.replace(/^(\w{4})(\w{4})$/u, '$1-$2'))
  const [problem, setProblem] = useState<string | null>(() => readRefusal(location.hash))
  const [isBusy, setBusy] = useState(false)

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    setBusy(true)
    // The code must not stay in the address, nor in what the browser remembers.
    if (linked !== null) history.replaceState(null, '', '#open')
    setProblem(await onSignIn(code))
    setBusy(false)
  }

  return (
    <main className="whole">
      <form className="sign-in" onSubmit={(event) => void submit(event)}>
        <Title level="1" Component="h1">
          Отклик
        </Title>
        <p className="lead">
          {wasSignedIn
            ? 'Время входа вышло. Войдите снова — черновики на месте, а отправленные ответы уйдут сами.'
            : 'Рабочее место для тех, кто отвечает жителям.'}
        </p>
        <FormItem
          top="Код для входа"
          htmlFor="code"
          status={problem === null ? 'default' : 'error'}
          bottom={problem ?? 'Восемь букв и цифр. Код действует 10 минут.'}
          bottomId="code-hint"
        >
          <Input
            id="code"
            value={code}
            onChange={(event) => setCode(event.target.value)}
            placeholder="7F3K-9Q2M"
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={40}
            slotProps={{ input: { 'aria-describedby': 'code-hint' } }}
          />
        </FormItem>
        <Button size="l" stretched type="submit" loading={isBusy} disabled={code.trim().length < 8}>
          Войти
        </Button>
        <VkId />
        <section className="how" aria-label="Как получить код">
          <p>Как получить код:</p>
          <ol>
            <li>Откройте во ВКонтакте диалог, в который вам приходят карточки обращений.</li>
            <li>Напишите боту «вход» или нажмите «Войти на сайт».</li>
            <li>Перейдите по ссылке из ответа или введите код здесь.</li>
          </ol>
        </section>
      </form>
    </main>
  )
}

/** By settings of the server; without an answer the code is enough. */
function VkId() {
  const { client } = useConsole()
  const [isOn, setOn] = useState(false)
  useEffect(() => {
    client.get<{ readonly vkId: boolean }>('/session/ways').then(
      ({ vkId }) => setOn(vkId),
      () => {},
    )
  }, [client])
  if (!isOn) return null
  return (
    <Button size="l" stretched mode="secondary" href="/api/session/vk-id">
      Войти через VK ID
    </Button>
  )
}
