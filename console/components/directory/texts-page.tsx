import { useState } from 'react'
import { useLoaded } from '../../hooks/use-loaded.ts'
import type { BotTextShown, BotTexts } from '../../model/bot-texts.ts'
import { momentTitle } from '../../model/moments.ts'
import { Loading } from '../loading.tsx'
import { useToast } from '../toasts.tsx'
import { BotBubble } from './bot-bubble.tsx'
import { SettingsPage } from './settings-page.tsx'
import { TextDialog } from './text-dialog.tsx'

/** What citizens read of the bot, in the order in which they meet it; and below, what the server decides. */
export function TextsPage() {
  const found = useLoaded<BotTexts>('/directory/texts')
  return (
    <>
      <Loading of={found}>{(texts) => <TextGroups texts={texts} onChanged={found.retry} />}</Loading>
      <section className="texts-group" aria-label="Что задаёт сервер">
        <h2>Что задаёт сервер</h2>
        <SettingsPage />
      </section>
    </>
  )
}

interface GroupsProps {
  readonly texts: BotTexts
  readonly onChanged: () => void
}

function TextGroups({ texts: { groups, mayChange }, onChanged }: GroupsProps) {
  const tell = useToast()
  const [edited, setEdited] = useState<BotTextShown['key'] | null>(null)
  const texts = groups.flatMap((group) => group.texts)
  const changed = texts.filter(({ own }) => own !== null).length
  const open = texts.find(({ key }) => key === edited)
  return (
    <>
      <p className="quiet">
        Здесь слова, которые житель слышит от бота чаще всего. Скажите их по-своему: новые слова житель
        прочитает сразу. Кнопки, советы при опасности и фраза о законе № 59-ФЗ остаются как есть.
      </p>
      <p className="quiet">
        Изменено: {changed} из {texts.length}.{!mayChange && ' Меняет их координатор области.'}
      </p>
      {groups.map((group) => (
        <section key={group.title} className="texts-group" aria-label={group.title}>
          <h2>{group.title}</h2>
          <ul className="cards">
            {group.texts.map((text) => (
              <TextCard key={text.key} text={text} onEdit={mayChange ? () => setEdited(text.key) : null} />
            ))}
          </ul>
        </section>
      ))}
      {open !== undefined && (
        <TextDialog
          text={open}
          onClose={() => setEdited(null)}
          onStale={onChanged}
          onSaved={(news) => {
            setEdited(null)
            onChanged()
            tell(news)
          }}
        />
      )}
    </>
  )
}

interface CardProps {
  readonly text: BotTextShown
  readonly onEdit: (() => void) | null
}

function TextCard({ text, onEdit }: CardProps) {
  const { title, where, usual, own, changedBy, changedAt } = text
  return (
    <li className="card">
      <h3>
        {title} {own !== null && <span className="mark">изменён</span>}
      </h3>
      <p className="quiet">{where}</p>
      <BotBubble words={own ?? usual} of={text} />
      {own !== null && (
        <>
          <p className="quiet">
            {changedBy ?? 'Загружено файлом'}
            {changedAt !== null && `, ${momentTitle(changedAt)}`}
          </p>
          <details>
            <summary>Как было</summary>
            <BotBubble words={usual} of={text} />
          </details>
        </>
      )}
      {onEdit !== null && (
        <button className="link" onClick={onEdit}>
          Изменить<span className="hidden"> «{title}»</span>
        </button>
      )}
    </li>
  )
}
