import { useEffect, useRef, useState } from 'react'
import type { Person } from '../api/schemas.ts'
import { fullName, peopleGroups, personNote } from '../model/people.ts'
import { Avatar } from './avatar.tsx'
import { Icon } from './icons.tsx'
import { NewPersonForm } from './new-person-form.tsx'
import { SearchField } from './search-field.tsx'

interface PersonPickerProps {
  readonly people: readonly Person[]
  readonly currentId: number
  readonly onPick: (userId: number) => void
  readonly onClose: () => void
}

/** A modal list of the region's people. */
export function PersonPicker({ people, currentId, onPick, onClose }: PersonPickerProps) {
  const [search, setSearch] = useState('')
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  // Closing before leaving gives the focus back to the button that opened this.
  const pick = (userId: number) => {
    dialog.current?.close()
    onPick(userId)
  }
  const groups = peopleGroups(people, search)
  return (
    <dialog ref={dialog} className="picker" aria-label="За кого вы пишете" closedby="any" onClose={onClose}>
      <header className="picker-header">
        <h2>За кого вы пишете</h2>
        <button
          type="button"
          className="icon-button"
          aria-label="Закрыть"
          onClick={() => dialog.current?.close()}
        >
          <Icon name="close" />
        </button>
      </header>
      <SearchField label="Имя или учреждение" value={search} onChange={setSearch} />
      <div className="picker-people">
        {groups.length === 0 && <p className="nothing-found">Никого не нашлось</p>}
        {groups.map(({ title, people: members }) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            {members.map((person) => (
              <PersonRow
                key={person.userId}
                person={person}
                isCurrent={person.userId === currentId}
                onPick={pick}
              />
            ))}
          </section>
        ))}
      </div>
      <footer className="picker-footer">
        <h3>Новый житель</h3>
        <NewPersonForm onAdded={pick} />
      </footer>
    </dialog>
  )
}

interface PersonRowProps {
  readonly person: Person
  readonly isCurrent: boolean
  readonly onPick: (userId: number) => void
}

function PersonRow({ person, isCurrent, onPick }: PersonRowProps) {
  return (
    <button type="button" className="row" aria-current={isCurrent} onClick={() => onPick(person.userId)}>
      <Avatar id={person.userId} name={fullName(person)} size="small" />
      <span className="row-text">
        <span className="row-title">{fullName(person)}</span>
        {person.role !== 'citizen' && <span className="note">{personNote(person)}</span>}
      </span>
    </button>
  )
}
