import type { Side } from '../model/address.ts'

const titles: Readonly<Record<Side, string>> = { left: 'Житель', right: 'Сотрудник' }
const sides: readonly Side[] = ['left', 'right']

interface SideTabsProps {
  readonly shown: Side
  readonly names: Readonly<Record<Side, string>>
  readonly onShow: (side: Side) => void
}

/** Shown only where one pane fits; the style hides it on wide screens. */
export function SideTabs({ shown, names, onShow }: SideTabsProps) {
  return (
    <div className="side-tabs" role="group" aria-label="Чью переписку показать">
      {sides.map((side) => (
        <button key={side} type="button" aria-pressed={shown === side} onClick={() => onShow(side)}>
          <span className="side-title">{titles[side]}</span>
          <span className="note">{names[side]}</span>
        </button>
      ))}
    </div>
  )
}
