import type { ComponentType } from 'react'
import type { ScreenProps } from '../shell.tsx'
import { CalendarPage } from './calendar-page.tsx'
import { CommunitiesPage } from './communities-page.tsx'
import { ConnectPage } from './connect-page.tsx'
import { ImportPage } from './import-page.tsx'
import { InstitutionsPage } from './institutions-page.tsx'
import { PeoplePage } from './people-page.tsx'
import { RoutingPage } from './routing-page.tsx'
import { AnswerRulesPage, FaqPage, TemplatesPage } from './table-page.tsx'
import { TextsPage } from './texts-page.tsx'
import { TopicsPage } from './topics-page.tsx'

const pages = {
  institutions: ['Учреждения', InstitutionsPage],
  people: ['Сотрудники', PeoplePage],
  communities: ['Сообщества', CommunitiesPage],
  connect: ['Подключить', ConnectPage],
  routing: ['Кто отвечает', RoutingPage],
  topics: ['Темы', TopicsPage],
  templates: ['Шаблоны', TemplatesPage],
  faq: ['Частые вопросы', FaqPage],
  advice: ['Советы', AnswerRulesPage],
  texts: ['Тексты бота', TextsPage],
  calendar: ['Календари', CalendarPage],
  import: ['Загрузка', ImportPage],
} as const satisfies Readonly<Record<string, readonly [string, ComponentType]>>

const isPage = (name: string): name is keyof typeof pages => Object.hasOwn(pages, name)

/** How the region is arranged: looked through here, changed by files and invitations. */
export function DirectoryScreen({ tab }: ScreenProps) {
  const current = isPage(tab) ? tab : 'institutions'
  const [, Page] = pages[current]
  return (
    <>
      <header className="bar screen-bar">
        <h1 className="bar-title screen-title">Справочники</h1>
      </header>
      <nav className="tabs" aria-label="Справочники">
        {Object.entries(pages).map(([name, [label]]) => (
          <a key={name} href={`#directory/${name}`} aria-current={name === current ? 'page' : undefined}>
            {label}
          </a>
        ))}
      </nav>
      <Page />
    </>
  )
}
