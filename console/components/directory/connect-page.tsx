import { Button } from '@vkontakte/vkui/dist/cssm'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/directory-schemas.ts'
import { sentenceOf } from '../../api/client.ts'
import { useConsole } from '../../hooks/console-context.ts'
import { useLoaded } from '../../hooks/use-loaded.ts'

type Examined = z.output<typeof schemas.examined>
type Community = NonNullable<Examined['community']>

const marks = { good: 'Готово', warning: 'Можно лучше', fixable: 'Включим сами', bad: 'Мешает' } as const

function useConnecting() {
  const { client } = useConsole()
  const [token, setToken] = useState('')
  const [seen, setSeen] = useState<Examined | null>(null)
  const [connected, setConnected] = useState<Community | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const perform = async (act: () => Promise<void>): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      await act()
    } catch (error) {
      setProblem(sentenceOf(error))
    }
    setBusy(false)
  }
  const examine = (): Promise<void> =>
    perform(async () => setSeen(await client.post<Examined>('/communities/examine', { token: token.trim() })))
  const connect = (place: Place): Promise<void> =>
    perform(async () => {
      const now = await client.post<Examined>('/communities/connect', { token: token.trim(), ...place })
      setSeen(now)
      setConnected(now.community)
      setToken('')
    })
  return { token, setToken, seen, connected, problem, isBusy, examine, connect }
}

/** For somebody who does it for the first time: a key, what is missing, a button, a test message, done. */
export function ConnectPage() {
  const connecting = useConnecting()
  const { seen, connected, isBusy, connect } = connecting
  return (
    <ol className="steps">
      <KeyStep {...connecting} />
      {seen !== null && (
        <li>
          <h2>{seen.community === null ? 'Что мешает' : `«${seen.community.title}»`}</h2>
          <ul className="lines" role="status">
            {seen.steps.map(({ key, title, state, sentence }) => (
              <li key={key} data-state={state}>
                <span className="mark">{marks[state]}</span>
                <b>{title}.</b> {sentence}
              </li>
            ))}
          </ul>
        </li>
      )}
      {seen !== null && seen.community !== null && connected === null && (
        <li>
          <h2>Чьё это сообщество</h2>
          {seen.steps.some(({ state }) => state === 'bad') ? (
            <p>Исправьте то, что мешает, и нажмите «Проверить» ещё раз.</p>
          ) : (
            <PlaceForm isBusy={isBusy} onConnect={(place) => void connect(place)} />
          )}
        </li>
      )}
      {connected !== null && <Test community={connected} />}
    </ol>
  )
}

function KeyStep({ token, setToken, problem, isBusy, examine }: ReturnType<typeof useConnecting>) {
  return (
    <li>
      <h2>Ключ доступа</h2>
      <p>
        Откройте сообщество: «Управление» → «Работа с API» → «Ключи доступа» → «Создать ключ». Отметьте
        управление сообществом, сообщения, фотографии, документы и стену.
      </p>
      <label className="field">
        Ключ
        <input
          value={token}
          onChange={({ target }) => setToken(target.value)}
          autoComplete="off"
          spellCheck={false}
          type="password"
        />
      </label>{' '}
      <Button size="m" disabled={token.trim().length < 10} loading={isBusy} onClick={() => void examine()}>
        Проверить
      </Button>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </li>
  )
}

interface Place {
  readonly purpose: string
  readonly institution: string | null
  readonly municipality: string | null
}

function PlaceForm({
  isBusy,
  onConnect,
}: {
  readonly isBusy: boolean
  readonly onConnect: (place: Place) => void
}) {
  const found = useLoaded<z.output<typeof schemas.institutions>>('/directory/institutions')
  const [purpose, setPurpose] = useState('public')
  const [institution, setInstitution] = useState('')
  const [municipality, setMunicipality] = useState('')
  const orNull = (text: string): string | null => (text === '' ? null : text)
  const place = { purpose, institution: orNull(institution), municipality: orNull(municipality) }
  return (
    <div className="stack">
      <label className="field">
        Для кого
        <select value={purpose} onChange={({ target }) => setPurpose(target.value)}>
          <option value="public">пишут жители</option>
          <option value="staff">работают сотрудники</option>
          <option value="both">и жители, и сотрудники</option>
        </select>
      </label>
      <label className="field">
        Учреждение
        <select value={institution} onChange={({ target }) => setInstitution(target.value)}>
          <option value="">не одно</option>
          {(found.value?.institutions ?? []).map(({ code, title }) => (
            <option key={code} value={code}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        Муниципалитет
        <select value={municipality} onChange={({ target }) => setMunicipality(target.value)}>
          <option value="">вся область</option>
          {(found.value?.municipalities ?? []).map(({ code, title }) => (
            <option key={code} value={code}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <Button size="l" loading={isBusy} onClick={() => onConnect(place)}>
        Включить и подключить
      </Button>
    </div>
  )
}

const lookMs = 2_000

/** Words of a real person from VK: nothing else proves that messages come. */
function Test({ community }: { readonly community: Community }) {
  const { client } = useConsole()
  const [isHeard, setHeard] = useState(false)
  const [since] = useState(() => Date.now())
  useEffect(() => {
    if (isHeard) return
    const timer = setInterval(() => {
      client.get<z.output<typeof schemas.heard>>(`/communities/${community.groupId}/heard`).then(
        ({ heardAt }) => setHeard(heardAt !== null && Date.parse(heardAt) >= since),
        () => setHeard(false),
      )
    }, lookMs)
    return () => clearInterval(timer)
  }, [client, community.groupId, isHeard, since])
  return (
    <li>
      <h2>Проверочное сообщение</h2>
      <p>
        Напишите сообществу любое слово:{' '}
        <a href={`https://vk.me/club${community.groupId}`} target="_blank" rel="noreferrer">
          открыть диалог
        </a>
        .
      </p>
      <p role="status" className={isHeard ? 'well' : 'quiet'}>
        {isHeard ? 'Дошло! Сообщество работает, можно рассказывать жителям.' : 'Жду сообщение…'}
      </p>
    </li>
  )
}
