import { Button } from '@vkontakte/vkui/dist/cssm'
import { Sheet } from './sheet.tsx'

const keys = [
  ['J, K', 'следующее и предыдущее обращение'],
  ['/', 'поиск'],
  ['R', 'написать ответ'],
  ['T', 'взять обращение'],
  ['F', 'передать другим'],
  ['N', 'заметка для коллег'],
  ['Ctrl + Enter', 'посмотреть ответ перед отправкой'],
  ['Esc', 'назад к списку'],
  ['?', 'эта подсказка'],
] as const

export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Sheet title="Клавиши" onClose={onClose}>
      <dl className="keys">
        {keys.map(([key, meaning]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">Работают на русской и английской раскладке.</p>
      <Button size="l" stretched mode="secondary" onClick={onClose}>
        Понятно
      </Button>
    </Sheet>
  )
}
