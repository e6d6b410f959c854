import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FileTransfer } from '../app/file-ports.ts'
import { createFileTransfer } from './transfer.ts'

/** A host that may be asked, and one inside our network that must never be. */
let vk: Server
let inner: Server
let vkUrl: string
let innerUrl: string
let innerCalls = 0
let answer: (request: IncomingMessage, response: ServerResponse) => void
let transfer: FileTransfer

beforeAll(async () => {
  vk = createServer((request, response) => answer(request, response))
  inner = createServer((_request, response) => {
    innerCalls += 1
    response.end('secret')
  })
  vkUrl = await listen(vk)
  innerUrl = await listen(inner)
  transfer = createFileTransfer({ trustedOrigin: vkUrl, fileBytesMax: 1_000, timeoutMs: 300 })
})
afterAll(async () => {
  for (const server of [vk, inner]) {
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
  }
})
beforeEach(() => {
  answer = (_request, response) => void response.end('words')
})

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

describe('a download', () => {
  it('brings the bytes, also after a redirect', async () => {
    answer = (request, response) => {
      if (request.url === '/doc') response.writeHead(302, { location: '/file' }).end()
      else response.end('words')
    }

    expect(Buffer.from(await transfer.download(`${vkUrl}/doc`)).toString()).toBe('words')
  })

  it('asks nobody but VK, neither at once nor by a redirect', async () => {
    const places = [`${innerUrl}/`, 'http://169.254.169.254/latest', 'file:///etc/passwd', 'not a link']
    for (const place of places)
      await expect(transfer.download(place)).rejects.toMatchObject({ kind: 'refused' })

    answer = (_request, response) => void response.writeHead(302, { location: `${innerUrl}/` }).end()
    await expect(transfer.download(`${vkUrl}/a`)).rejects.toMatchObject({ kind: 'refused' })
    expect(innerCalls).toBe(0)
  })

  it('does not follow redirects for ever', async () => {
    answer = (_request, response) => void response.writeHead(302, { location: '/again' }).end()

    await expect(transfer.download(`${vkUrl}/a`)).rejects.toMatchObject({ message: 'too many redirects' })
  })

  it('stops at the limit, whatever length was announced', async () => {
    answer = (request, response) => {
      if (request.url === '/honest') response.setHeader('content-length', 2_000)
      response.write('x'.repeat(1_500))
      response.end('x'.repeat(500))
    }

    for (const place of ['/honest', '/silent'])
      await expect(transfer.download(`${vkUrl}${place}`)).rejects.toMatchObject({
        kind: 'refused',
        message: 'over 1000 bytes',
      })
  })

  it.each([
    [403, 'gone'],
    [404, 'gone'],
    [410, 'gone'],
    [500, 'unreachable'],
    [429, 'unreachable'],
  ])('tells by status %i whether the link is dead', async (status, kind) => {
    answer = (_request, response) => void response.writeHead(status).end('no')

    await expect(transfer.download(`${vkUrl}/a`)).rejects.toMatchObject({ kind })
  })

  it.each([
    ['silence', (_request: IncomingMessage, _response: ServerResponse) => {}],
    [
      'a body that stalls',
      (_request: IncomingMessage, response: ServerResponse) => void response.write('beginning'),
    ],
    ['a broken connection', (_request: IncomingMessage, response: ServerResponse) => void response.destroy()],
    ['an empty file', (_request: IncomingMessage, response: ServerResponse) => void response.end()],
  ])('can be tried again after %s, and tells no address', async (_name, play) => {
    answer = play

    await expect(transfer.download(`${vkUrl}/secret-link`)).rejects.toMatchObject({
      name: 'FileFault',
      kind: 'unreachable',
      message: expect.not.stringContaining('secret-link'),
    })
  })
})

describe('an upload', () => {
  const file = { bytes: Buffer.from('picture'), contentType: 'image/jpeg', fileName: 'file.jpg' }

  it('posts one file of a form and reads the answer', async () => {
    let body = ''
    answer = (request, response) => {
      request.setEncoding('latin1')
      request.on('data', (chunk: string) => {
        body += chunk
      })
      request.on('end', () => response.end('{"file":"saved"}'))
    }

    expect(await transfer.upload(`${vkUrl}/upload`, 'photo', file)).toEqual({ file: 'saved' })
    expect(body).toContain('name="photo"; filename="file.jpg"')
    expect(body).toContain('picture')
  })

  it('goes nowhere but to VK, and never over the limit', async () => {
    await expect(transfer.upload(innerUrl, 'photo', file)).rejects.toMatchObject({ kind: 'refused' })
    const large = { ...file, bytes: Buffer.alloc(1_001) }
    await expect(transfer.upload(`${vkUrl}/upload`, 'photo', large)).rejects.toMatchObject({
      kind: 'refused',
    })
    expect(innerCalls).toBe(0)
  })

  it('takes a page instead of JSON for a fault that passes', async () => {
    answer = (_request, response) => void response.end('<html></html>')

    await expect(transfer.upload(`${vkUrl}/upload`, 'photo', file)).rejects.toMatchObject({
      kind: 'unreachable',
    })
  })
})
