import type { Side } from '../model/address.ts'

const titles: Readonly<Record<Side, string>> = { left: 'Житель', right: 'Сотрудник' }
const sides: readonly Side[] = ['left', 'right']

/** Shown only where one pane fits; the style hides it on wide screens. */
export function SideTabs({ shown, onShow }: { readonly shown: Side; readonly onShow: (side: Side) => void }) {
  return (
    <div className="side-tabs" role="group" aria-label="Чью переписку показать">
      {sides.map((side) => (
        <button key={side} type="button" aria-pressed={shown === side} onClick={() => onShow(side)}>
          {titles[side]}
        </button>
      ))}
    </div>
  )
}
