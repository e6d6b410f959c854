/** The description of the API for people; no scripts, nothing from elsewhere. */
import { html } from 'hono/html'

interface ApiDocument {
  readonly paths?: Readonly<Record<string, unknown>>
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> }
}

const style = html`<style>
  :root {
    color-scheme: light dark;
  }
  body {
    font:
      16px/1.5 system-ui,
      sans-serif;
    max-width: 52rem;
    margin: 3rem auto;
    padding: 0 1.25rem;
  }
  h2 {
    font-size: 1rem;
    margin: 2rem 0 0;
  }
  pre {
    overflow: auto;
    padding: 0.75rem;
    border-radius: 8px;
    background: color-mix(in srgb, currentcolor 7%, transparent);
    font-size: 0.8rem;
  }
</style>`

export function docsPage(document: ApiDocument): ReturnType<typeof html> {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(asRecord(methods)).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation: asRecord(operation),
    })),
  )
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Отклик API</title>
        ${style}
      </head>
      <body>
        <h1>Отклик API</h1>
        <p>
          OpenAPI 3.1: <a href="/api/docs/openapi.json">openapi.json</a>. Every change needs the cookie of a
          session, the header <code>x-csrf-token</code> and an <code>Origin</code> of the console.
        </p>
        ${operations.map(
          ({ method, path, operation }) => html`
            <h2>${method} /api${path}</h2>
            <p>${operation['summary']}</p>
            <details>
              <summary>Request and answers</summary>
              <pre>${shape(operation)}</pre>
            </details>
          `,
        )}
        <h2>Schemas</h2>
        ${Object.entries(document.components?.schemas ?? {}).map(
          ([name, schema]) => html`
            <details id="${name}">
              <summary>${name}</summary>
              <pre>${JSON.stringify(schema, null, 2)}</pre>
            </details>
          `,
        )}
      </body>
    </html>`
}

const shape = ({ parameters, requestBody, responses }: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ parameters, requestBody, responses }, null, 2)

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {}
