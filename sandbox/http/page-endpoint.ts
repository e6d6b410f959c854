import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { World } from '../world/world.ts'
import { send, type Exchange } from './exchange.ts'

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
}

/** The chat page, when it is built; files outside its folder do not exist. */
export async function servePage(world: World, exchange: Exchange, pageDir: string | null): Promise<void> {
  if (exchange.request.method !== 'GET' && exchange.request.method !== 'HEAD') return notFound(exchange)
  const asked = exchange.path === '/' ? '/index.html' : decodeURIComponent(exchange.path)
  const content = pageDir === null ? null : await readPageFile(pageDir, asked)
  if (content === null) {
    if (exchange.path !== '/') return notFound(exchange)
    return send(exchange, 200, 'text/html; charset=utf-8', notBuilt)
  }
  exchange.response.setHeader('Content-Security-Policy', securityPolicy(world))
  exchange.response.setHeader('X-Content-Type-Options', 'nosniff')
  exchange.response.setHeader('Referrer-Policy', 'no-referrer')
  send(exchange, 200, contentTypes[path.extname(asked)] ?? 'application/octet-stream', content)
}

async function readPageFile(pageDir: string, asked: string): Promise<Buffer | null> {
  const file = path.join(pageDir, path.normalize(asked))
  if (!file.startsWith(path.resolve(pageDir) + path.sep)) return null
  try {
    return await readFile(file)
  } catch {
    // A file that cannot be read is, for the browser, a file that is not there.
    return null
  }
}

/** Pictures come from the sandbox's own address, which may be spelled differently in the browser. */
function securityPolicy(world: World): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' data: blob: ${world.baseUrl}`,
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ')
}

function notFound(exchange: Exchange): void {
  send(exchange, 404, 'text/plain; charset=utf-8', 'Здесь ничего нет.')
}

const notBuilt = `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Песочница</title>
<p>Песочница работает, но страница с перепиской не собрана. Соберите её командой <code>npm run build</code> и перезапустите песочницу.</p></html>`
