import { useState } from 'react'
import { readStored, writeStored } from '../hooks/stored.ts'
import { Icon } from './icons.tsx'

/** What to try on the first visit; once dismissed, it stays away in this browser. */
export function Hint() {
  const [isShown, setIsShown] = useState(() => readStored('hint') === null)
  if (!isShown) return null
  const dismiss = () => {
    writeStored('hint', 'dismissed')
    setIsShown(false)
  }
  return (
    <aside className="hint" aria-label="Подсказка">
      <p>
        <b>Это песочница: здесь вы и житель, и сотрудник.</b> Напишите от имени жителя «На улице Мира яма на
        дороге» — обращение придёт сотруднику. Ответьте на него, и житель сразу увидит ответ.
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
