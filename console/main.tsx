import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { AnswerSender } from './api/answer-sender.ts'
import { ConsoleClient } from './api/client.ts'
import { LiveNews } from './api/live-news.ts'
import { App } from './components/app.tsx'
import { ConsoleContext } from './hooks/console-context.ts'
import '@vkontakte/vkui/dist/cssm/styles/themes.css'
import './style/contrast.css'
import './style/base.css'
import './style/desk.css'
import './style/queue.css'
import './style/ticket.css'
import './style/dialogs.css'
import './style/screens.css'
import './style/directory.css'

const root = document.querySelector('#root')
if (root === null) throw new Error('index.html has no #root')

const client = new ConsoleClient('/api')
const live = new LiveNews('/api/events')
const sender = new AnswerSender(client, globalThis.localStorage)

createRoot(root).render(
  <StrictMode>
    <ConsoleContext value={{ client, live, sender }}>
      <App />
    </ConsoleContext>
  </StrictMode>,
)
