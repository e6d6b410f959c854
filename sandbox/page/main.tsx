import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ChangeStream } from './api/change-stream.ts'
import { createSandboxClient } from './api/client.ts'
import { App } from './components/app.tsx'
import { SandboxContext } from './hooks/sandbox-context.ts'
import './style/base.css'
import './style/page.css'
import './style/list.css'
import './style/conversation.css'
import './style/bubble.css'
import './style/keyboard.css'
import './style/composer.css'

const root = document.querySelector('#root')
if (root === null) throw new Error('index.html has no #root')

const client = createSandboxClient('./')
const stream = new ChangeStream(client.streamUrl)
stream.start()

createRoot(root).render(
  <StrictMode>
    <SandboxContext value={{ client, stream }}>
      <App />
    </SandboxContext>
  </StrictMode>,
)
