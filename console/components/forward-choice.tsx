import { Input } from '@vkontakte/vkui/dist/cssm'
import type { OwnersView } from '../../src/web/api/schemas.ts'

export type Target = OwnersView['likely'][number] | 'coordinators'

interface Props {
  readonly owners: OwnersView
  readonly search: string
  readonly setSearch: (search: string) => void
  readonly target: Target | null
  readonly setTarget: (target: Target) => void
}

/** Likely owners first; the rest by a part of the name. */
export function ForwardChoice({ owners, search, setSearch, target, setTarget }: Props) {
  const likely = new Set(owners.likely.map(({ id }) => id))
  const list = [...owners.likely, ...owners.others.filter(({ id }) => !likely.has(id))]
  const chosenId = target === null || target === 'coordinators' ? null : target.id
  return (
    <>
      <Input
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        placeholder="Часть названия"
        slotProps={{ input: { 'aria-label': 'Найти учреждение' } }}
      />
      <fieldset className="targets">
        <legend className="hidden">Учреждение</legend>
        {list.map((owner) => (
          <label key={owner.id} className="target">
            <input
              type="radio"
              name="target"
              checked={owner.id === chosenId}
              onChange={() => setTarget(owner)}
            />
            <span>
              {owner.shortTitle}
              {likely.has(owner.id) && <span className="mark">вероятно, они</span>}
            </span>
          </label>
        ))}
        <label className="target">
          <input
            type="radio"
            name="target"
            checked={target === 'coordinators'}
            onChange={() => setTarget('coordinators')}
          />
          <span>Не знаю кому — пусть решит координатор</span>
        </label>
      </fieldset>
    </>
  )
}
