import { useState } from 'react'
import type { SandboxState } from '../api/schemas.ts'
import { readStored, writeStored } from '../hooks/stored.ts'
import type { PageAddress } from '../model/address.ts'
import { fullName } from '../model/people.ts'
import { Icon } from './icons.tsx'

/** What to try on the first visit; once dismissed, it stays away in this browser. */
export function Hint({ address, state }: { readonly address: PageAddress; readonly state: SandboxState }) {
  const [isShown, setIsShown] = useState(() => readStored('hint') === null)
  if (!isShown) return null
  const nameOf = (userId: number | undefined) => {
    const person = state.users.find((user) => user.userId === userId)
    return person === undefined ? '' : ` (${fullName(person)})`
  }
  const dismiss = () => {
    writeStored('hint', 'dismissed')
    setIsShown(false)
  }
  return (
    <aside className="hint" aria-label="Подсказка">
      <p>
        <b>Это песочница: здесь вы и житель, и сотрудник.</b> Напишите от имени жителя
        {nameOf(address.left?.userId)}: «На улице Мира яма на дороге». Обращение придёт сотруднику
        {nameOf(address.right?.userId)} — ответьте на него, и житель сразу увидит ответ.
      </p>
      <button
        type="button"
        className="icon-button"
        aria-label="Скрыть подсказку"
        title="Скрыть подсказку"
        onClick={dismiss}
      >
        <Icon name="close" size={20} />
      </button>
    </aside>
  )
}
