import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AnswerSender, type SentResult } from './answer-sender.ts'
import { Refusal } from './client.ts'

const answer = {
  ticketId: 1001,
  text: 'Засыплем завтра',
  result: { kind: 'explained' as const },
  seenVersion: 3,
}
const undoMs = 10_000
const offline = new Refusal(0, { kind: 'offline', message: 'Нет связи' })

describe('an answer on its way', () => {
  let keys: string[] = []
  let replies: (Refusal | null)[] = []
  let results: SentResult[] = []
  let stored = ''

  const open = (): AnswerSender => {
    const sender = new AnswerSender(
      {
        answer: (_id, { key }) => {
          keys.push(key)
          const reply = replies.shift() ?? null
          return reply === null ? Promise.resolve({ ticket: null, isRepeat: false }) : Promise.reject(reply)
        },
      },
      {
        getItem: () => stored,
        setItem: (_place, value) => {
          stored = value
        },
      },
    )
    sender.listen((result) => results.push(result))
    return sender
  }

  beforeEach(() => {
    vi.useFakeTimers()
    ;[keys, replies, results, stored] = [[], [], [], '[]']
  })

  afterEach(() => {
    vi.useRealTimers()
  })

  it('can be taken back for five seconds, and is then sent once', async () => {
    const sender = open()
    sender.send(answer)
    await vi.advanceTimersByTimeAsync(undoMs - 100)
    expect(sender.undo(1001)).toBe(true)
    sender.send(answer)

    await vi.advanceTimersByTimeAsync(undoMs + 100)

    expect(sender.undo(1001)).toBe(false)
    expect(keys).toHaveLength(1)
    expect(results).toEqual([{ ticketId: 1001, problem: null }])
    expect(sender.list()).toEqual([])
  })

  it('waits for the network and goes with the same key', async () => {
    replies = [offline, offline]
    const sender = open()
    sender.send(answer)

    await vi.advanceTimersByTimeAsync(undoMs + 100)
    expect(sender.list()).toMatchObject([{ state: 'waiting' }])
    await vi.advanceTimersByTimeAsync(10_000)

    expect(keys).toHaveLength(3)
    expect(new Set(keys).size).toBe(1)
    expect(results).toEqual([{ ticketId: 1001, problem: null }])
  })

  it('outlives the page that sent it', async () => {
    replies = [offline]
    const first = open()
    first.send(answer)
    await vi.advanceTimersByTimeAsync(undoMs + 100)
    const before = stored

    vi.clearAllTimers()
    stored = before
    const second = open()
    second.resume()
    await vi.advanceTimersByTimeAsync(undoMs + 100)

    expect(new Set(keys).size).toBe(1)
    expect(results).toEqual([{ ticketId: 1001, problem: null }])
  })

  it('waits for a person to sign in again', async () => {
    replies = [new Refusal(401, { kind: 'signedOut', message: 'Войдите' })]
    const sender = open()
    sender.send(answer)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(keys).toHaveLength(1)

    sender.resume()
    await vi.advanceTimersByTimeAsync(100)

    expect(keys).toHaveLength(2)
  })

  it('is not sent against a refusal, and tells why', async () => {
    replies = [new Refusal(409, { kind: 'changed', message: 'Обращение изменилось' })]
    const sender = open()
    sender.send(answer)

    await vi.advanceTimersByTimeAsync(60_000)

    expect(keys).toHaveLength(1)
    expect(results).toEqual([{ ticketId: 1001, problem: 'Обращение изменилось' }])
  })

  it('is not made of what somebody else stored', () => {
    for (const text of ['', 'nonsense', '{}', '[1, null, {"ticketId": "x"}]']) {
      stored = text

      expect(open().list()).toEqual([])
    }
  })
})
