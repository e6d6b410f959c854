import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { waitFor } from '../../test/support/wait-for.ts'
import { createVkHttp, type VkHttp } from './http.ts'

const form = 'a=1'

describe('HTTP for VK', () => {
  let server: Server | undefined
  const https: VkHttp[] = []

  afterEach(() => {
    for (const http of https.splice(0)) http.close()
    server?.closeAllConnections()
    server?.close()
  })

  /** Patient unless told otherwise: a busy machine must not look like a silent server. */
  const given = async (
    listener: RequestListener,
  ): Promise<(form?: string, timeoutMs?: number) => Promise<unknown>> => {
    server = createServer(listener)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    const http = createVkHttp({ socketsMax: 4, answerBytesMax: 1_000, poolsPerHost: 1 })
    https.push(http)
    const url = `http://127.0.0.1:${address.port}/method/x?q=1`
    return (body, timeoutMs = 10_000) =>
      http.requestJson({ what: 'x', url, timeoutMs, ...(body === undefined ? {} : { form: body }) })
  }

  it('sends a form and parses the answer, also in pieces', async () => {
    const ask = await given((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        response.write('{"response":"Здрав')
        response.end(`ствуйте ${request.method} ${request.url} ${body}"}`)
      })
    })

    expect(await ask('text=%D0%B0')).toEqual({ response: 'Здравствуйте POST /method/x?q=1 text=%D0%B0' })
  })

  it('asks once more after a connection was cut without an answer, when asking changes nothing', async () => {
    let asked = 0
    const ask = await given((request, response) => {
      asked += 1
      if (asked === 1) request.socket.destroy()
      else response.end('{}')
    })

    expect(await ask()).toEqual({})
    expect(asked).toBe(2)
  })

  it('leaves repeating to the caller when VK may have done what was asked', async () => {
    let asked = 0
    const ask = await given((request) => {
      asked += 1
      request.socket.destroy()
    })

    await expect(ask(form)).rejects.toMatchObject({ reason: 'network' })
    expect(asked).toBe(1)
    await expect(ask()).rejects.toMatchObject({ reason: 'network' })
    expect(asked).toBe(3)
  })

  it.each<readonly [string, RequestListener, string]>([
    ['a body that stalls', (_, response) => response.write('{'), 'timeout'],
    ['silence', () => {}, 'timeout'],
    ['an error of the server', (_, response) => response.writeHead(502).end('<html>'), 'status'],
    ['HTML', (_, response) => response.end('<html>слова жителя'), 'notJson'],
    ['more than the bound', (_, response) => response.end('"'.repeat(2_000)), 'tooLarge'],
    ['a body that breaks off', (_, response) => response.write('{', () => response.destroy()), 'network'],
  ])('gives up on %s and goes on with the next request', async (_, spoil, reason) => {
    const timeoutMs = reason === 'timeout' ? 300 : undefined
    let asked = 0
    const ask = await given((request, response) => {
      asked += 1
      if (asked === 1) spoil(request, response)
      else response.end('{}')
    })

    await expect(ask(undefined, timeoutMs)).rejects.toSatisfy(
      (error) => error instanceof Error && !error.message.includes('слова'),
    )
    expect(await ask()).toEqual({})
    asked = 0
    await expect(ask(form, timeoutMs)).rejects.toMatchObject({ reason })
  })

  it('stops at once when it is told to, also while it waits for a connection', async () => {
    let asked = 0
    const http = createVkHttp({ socketsMax: 1, answerBytesMax: 1_000, poolsPerHost: 1 })
    https.push(http)
    await given(() => (asked += 1))
    const address = server?.address()
    if (address === null || address === undefined || typeof address === 'string') throw new Error('no port')
    const stopping = new AbortController()
    const { signal } = stopping
    const request = { what: 'x', url: `http://127.0.0.1:${address.port}/`, timeoutMs: 60_000, signal }

    const both = [http.requestJson(request), http.requestJson(request)]
    const outcomes = Promise.allSettled(both)
    await waitFor(() => asked === 1)
    stopping.abort()

    expect(await outcomes).toMatchObject([
      { status: 'rejected', reason: { reason: 'aborted' } },
      { status: 'rejected', reason: { reason: 'aborted' } },
    ])
    await expect(http.requestJson(request)).rejects.toMatchObject({ reason: 'aborted' })
    expect(asked).toBe(1)
  })
})
