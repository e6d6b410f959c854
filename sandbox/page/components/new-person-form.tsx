import { useState } from 'react'
import { useSandbox } from '../hooks/sandbox-context.ts'

/** Makes one more citizen: to begin a conversation afresh, or under a name of one's own. */
export function NewPersonForm({ onAdded }: { readonly onAdded: (userId: number) => void }) {
  const { client, stream } = useSandbox()
  const [firstName, setFirstName] = useState('')
  const [lastName, setLastName] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const add = async () => {
    const reply = await client.addPerson(firstName.trim(), lastName.trim())
    if (reply.kind === 'done') {
      stream.announceAnything()
      onAdded(reply.value.userId)
    } else {
      setProblem(reply.kind === 'refused' ? reply.sentence : 'Песочница не отвечает. Попробуйте чуть позже.')
    }
  }
  return (
    <form
      className="new-person"
      aria-label="Новый житель"
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <input
        aria-label="Имя"
        placeholder="Имя"
        value={firstName}
        onChange={(event) => setFirstName(event.target.value)}
      />
      <input
        aria-label="Фамилия"
        placeholder="Фамилия"
        value={lastName}
        onChange={(event) => setLastName(event.target.value)}
      />
      <button
        type="submit"
        className="main-button"
        disabled={firstName.trim() === '' || lastName.trim() === ''}
      >
        Добавить
      </button>
      {problem !== null && <p role="alert">{problem}</p>}
    </form>
  )
}
