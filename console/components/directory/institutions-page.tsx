import { useState } from 'react'
import type { z } from 'zod'
import type * as schemas from '../../../src/web/api/directory-schemas.ts'
import { useLoaded } from '../../hooks/use-loaded.ts'
import { kindInWords } from '../../../src/domain/institution-kinds.ts'
import { plural } from '../../model/plural.ts'
import { Loading } from '../loading.tsx'
import { InviteDialog } from './invite-dialog.tsx'

type Institution = z.output<typeof schemas.institutions>['institutions'][number]

/** The tree; with words in the field, a plain list of what fits. */
export function InstitutionsPage() {
  const found = useLoaded<z.output<typeof schemas.institutions>>('/directory/institutions')
  const [search, setSearch] = useState('')
  const [invited, setInvited] = useState<Institution | null>(null)
  return (
    <Loading of={found}>
      {({ institutions }) => {
        const words = search.trim().toLowerCase()
        const fitting =
          words === ''
            ? institutions.filter(({ parentId }) => parentId === null)
            : institutions.filter(({ title, kind }) =>
                `${title} ${kindInWords(kind)}`.toLowerCase().includes(words),
              )
        return (
          <>
            <label className="field">
              Найти
              <input value={search} onChange={({ target }) => setSearch(target.value)} />
            </label>
            {fitting.length === 0 && <p className="quiet">Таких учреждений нет.</p>}
            <ul className="tree">
              {fitting.map((institution) => (
                <Branch
                  key={institution.id}
                  institution={institution}
                  all={words === '' ? institutions : []}
                  onInvite={setInvited}
                />
              ))}
            </ul>
            {invited !== null && <InviteDialog institution={invited} onClose={() => setInvited(null)} />}
          </>
        )
      }}
    </Loading>
  )
}

interface BranchProps {
  readonly institution: Institution
  readonly all: readonly Institution[]
  readonly onInvite: (institution: Institution) => void
}

function Branch({ institution, all, onInvite }: BranchProps) {
  const { id, title, kind, municipality, workingHours, people } = institution
  const children = all.filter(({ parentId }) => parentId === id)
  return (
    <li>
      <div className="leaf">
        <span>
          {title}
          <span className="quiet">
            {' '}
            —{' '}
            {[kindInWords(kind), municipality, workingHours]
              .filter((part) => part !== null && part !== '')
              .join(', ')}
          </span>
        </span>
        <span className={people === 0 ? 'mark mark-gap' : 'mark'}>
          {people === 0
            ? 'никого нет, отвечают координаторы'
            : `${people} ${plural(people, 'сотрудник', 'сотрудника', 'сотрудников')}`}
        </span>
        <button className="link" onClick={() => onInvite(institution)}>
          Пригласить<span className="hidden"> в {title}</span>
        </button>
      </div>
      {children.length > 0 && (
        <ul>
          {children.map((child) => (
            <Branch key={child.id} institution={child} all={all} onInvite={onInvite} />
          ))}
        </ul>
      )}
    </li>
  )
}
