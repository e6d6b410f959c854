const style = html`
  <style>
    :root {
      color-scheme: light dark;
    }
    body {
      font:
        17px/1.5 system-ui,
        sans-serif;
      max-width: 36rem;
      margin: 12vh auto;
      padding: 0 1.25rem;
    }
    h1 {
      font-size: 1.6rem;
      margin-bottom: 0.25rem;
    }
    dl {
      display: grid;
      grid-template-columns: 1fr auto;
      gap: 0.4rem 1rem;
    }
    dd {
      margin: 0;
      font-variant-numeric: tabular-nums;
    }
  </style>
`

/** What a person sees who opens the address of the product in a browser. */
import { html } from 'hono/html'
import type { Readiness } from './readiness.ts'

export function startPage(state: Readiness, sandboxUrl: string | null): ReturnType<typeof html> {
  const health = healthOf(state)
  return html`<!doctype html>
    <html lang="ru">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Отклик</title>
        ${style}
      </head>
      <body>
        <h1>Отклик работает</h1>
        <p>${health}</p>
        <dl>
          <dt>Сообществ</dt>
          <dd>${state.communities}</dd>
          <dt>Сообщений в обработке</dt>
          <dd>${state.inboxPending}</dd>
          <dt>Ответов в очереди на отправку</dt>
          <dd>${state.outboxPending}</dd>
          <dt>Отложено до человека</dt>
          <dd>${state.inboxParked}</dd>
        </dl>
        <p>
          <a href="/console/">Рабочее место</a> — для тех, кто отвечает жителям. Код для входа даёт бот:
          сотрудник пишет ему
          «вход»${sandboxUrl === null ? '' : ' — в песочнице, в диалоге «Отклик. Рабочее место»'}.
        </p>
        ${
          sandboxUrl === null
            ? ''
            : html`<p>
                <a href="${sandboxUrl}">Открыть песочницу</a> — написать за жителя и ответить за сотрудника.
              </p>`
        }
      </body>
    </html>`
}

function healthOf(state: Readiness): string {
  if (state.database === 'unreachable') return 'База данных не отвечает. Проверьте, что она запущена.'
  if (state.communities === 0)
    return 'Сообществ пока нет: впишите ключи в VK_TOKENS или загрузите справочник.'
  if (state.troubled > 0)
    return `Нужен человек — не слышно сообществ: ${state.troubled}. Причины записаны в справочнике.`
  if (state.silent > 0) return `Жду ответа ВКонтакте для сообществ: ${state.silent}.`
  return 'Все сообщества на связи.'
}
