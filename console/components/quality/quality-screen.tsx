import type { ComponentType } from 'react'
import type { ScreenProps } from '../shell.tsx'
import { AnswersPage } from './answers-page.tsx'
import { JournalPage } from './journal-page.tsx'
import { ModelsPage } from './models-page.tsx'
import { PersonalPage } from './personal-page.tsx'

const pages = {
  answers: ['Оценка ответов', AnswersPage],
  models: ['Модель', ModelsPage],
  journal: ['Журнал действий', JournalPage],
  personal: ['Личные данные', PersonalPage],
} as const satisfies Readonly<Record<string, readonly [string, ComponentType]>>

const isPage = (name: string): name is keyof typeof pages => Object.hasOwn(pages, name)

/** How well people and the machine work, and who did what. */
export function QualityScreen({ tab }: ScreenProps) {
  const current = isPage(tab) ? tab : 'answers'
  const [, Page] = pages[current]
  return (
    <>
      <header className="bar screen-bar">
        <h1 className="bar-title screen-title">Качество</h1>
      </header>
      <nav className="tabs" aria-label="Качество">
        {Object.entries(pages).map(([name, [label]]) => (
          <a key={name} href={`#quality/${name}`} aria-current={name === current ? 'page' : undefined}>
            {label}
          </a>
        ))}
      </nav>
      <Page />
    </>
  )
}
