import type { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { follow } from '../../src/domain/figures/follow.ts'
import { createRegionDays } from '../../src/domain/figures/region-days.ts'
import { askAboutRoad } from '../support/ask-about-road.ts'
import { ConsoleClient, newKey, webOf } from '../support/console.ts'
import { startTestProduct, type TestProduct } from '../support/product.ts'
import type { Talk } from '../support/talk.ts'
import { waitFor } from '../support/wait-for.ts'

const result = { kind: 'explained' }

const eventsOf = `select e.id::float8, e.ticket_id::float8 as "ticketId", t.group_id::float8 as "groupId", e.type,
  date_part('epoch', e.at) * 1000 as "atMs", date_part('epoch', e.vk_at) * 1000 as "vkAtMs", e.actor_kind as "actorKind",
  e.actor_id::float8 as "actorId", e.facts
  from ticket_events e join tickets t on t.id = e.ticket_id where e.ticket_id = any($1) order by e.ticket_id, e.id`
const measuring = {
  clockOf: () => (from: number, to: number) => to - from,
  days: createRegionDays('Europe/Moscow'),
}

describe('working in the console', () => {
  let region: TestProduct
  let web: Hono
  let first: ConsoleClient
  let second: ConsoleClient
  let coordinator: ConsoleClient
  let nextCitizen = 7001

  beforeAll(async () => {
    region = await startTestProduct()
    web = webOf(region)
    first = await ConsoleClient.of(region, web, 5040)
    second = await ConsoleClient.of(region, web, 5041)
    coordinator = await ConsoleClient.of(region, web, 5001)
  })

  afterAll(async () => {
    await region.stop()
  })

  const ask = async (words: string): Promise<{ readonly citizen: Talk; readonly id: number }> => {
    const citizen = region.talk(nextCitizen, 1001)
    nextCitizen += 1
    const { number } = await askAboutRoad(region, { words, citizen })
    return { citizen, id: Number(number) }
  }

  const askNew = async (words: string): Promise<{ readonly citizen: Talk; readonly id: number }> => {
    const { citizen, number } = await askAboutRoad(region, { words })
    return { citizen, id: Number(number) }
  }

  it('answers the citizen in their chat, signed, once for each key', async () => {
    const { citizen, id } = await ask('На улице Мира, 14 огромная яма на дороге')
    const { body: seen } = await first.get(`/tickets/${id}`)
    const body = { text: 'Яму засыплем 27 ноября.', result, key: newKey(), seenVersion: seen.version }

    const [one, two] = await Promise.all([
      first.post(`/tickets/${id}/answer`, body),
      first.post(`/tickets/${id}/answer`, body),
    ])
    const third = await first.post(`/tickets/${id}/answer`, body)

    expect([one, two, third].map(({ status }) => status)).toEqual([200, 200, 200])
    expect(third.body).toMatchObject({ isRepeat: true, ticket: { status: 'answered' } })
    const { text } = await citizen.hear(`Ответ на обращение № ${id}`)
    expect(text).toContain('Яму засыплем 27 ноября.')
    expect(text).toContain(`— ${seen.signature}`)
    const said = (await citizen.dialog()).messages.filter((message) => message.text.includes('засыплем'))
    expect(said).toHaveLength(1)
    await waitFor(async () => {
      const { body: now } = await first.get(`/tickets/${id}`)
      return now.words.at(-1).delivery === 'sent'
    })
  })

  it('shows who answered first before the second one sends', async () => {
    const { id } = await ask('На улице Мира, 34 огромная яма на дороге')
    const { body: seen } = await second.get(`/tickets/${id}`)
    await first.post(`/tickets/${id}/take`, { key: newKey() })

    const late = await second.post(`/tickets/${id}/answer`, {
      text: 'Мы уже едем.',
      result,
      key: newKey(),
      seenVersion: seen.version,
    })

    expect(late).toMatchObject({ status: 409, body: { kind: 'changed' } })
    const { body: now } = await second.get(`/tickets/${id}`)
    expect(now).toMatchObject({ takenBy: { isMe: false }, status: 'taken' })
    expect(await second.post(`/tickets/${id}/take`, { key: newKey() })).toMatchObject({
      status: 409,
      body: { kind: 'alreadyTaken', message: expect.stringContaining(now.takenBy.name) },
    })
  })

  it('forwards with a reason; the old owner then sees nothing of it, and a repeat is no error', async () => {
    const { citizen, id } = await ask('На улице Мира, 54 огромная яма на дороге')
    const { body: seen } = await first.get(`/tickets/${id}`)
    const { body: owners } = await first.get(
      `/tickets/${id}/owners?search=${encodeURIComponent('жкх зарянск')}`,
    )
    const body = {
      to: owners.others[0].id,
      reason: 'Это внутридворовый проезд',
      key: newKey(),
      seenVersion: seen.version,
    }

    const sent = await first.post(`/tickets/${id}/forward`, body)
    const repeated = await first.post(`/tickets/${id}/forward`, body)

    expect(sent).toMatchObject({ status: 200, body: { ticket: null, isRepeat: false } })
    expect(repeated).toMatchObject({ status: 200, body: { ticket: null, isRepeat: true } })
    await citizen.hear('передали тем, кто за это отвечает')
    expect((await first.get(`/tickets/${id}`)).status).toBe(404)
    const { body: now } = await coordinator.get(`/tickets/${id}`)
    expect(now.owner).toBe(owners.others[0].shortTitle)
    expect(now.history.map(({ text }: { text: string }) => text).join('\n')).toContain('передал(а) другим')
  })

  it('keeps notes between colleagues away from the citizen', async () => {
    const { citizen, id } = await ask('На улице Мира, 74 огромная яма на дороге')
    const key = newKey()
    for (let tries = 0; tries < 2; tries += 1)
      await first.post(`/tickets/${id}/notes`, { text: 'Позвонил подрядчику', key })

    const { body: seen } = await second.get(`/tickets/${id}`)

    expect(seen.notes).toMatchObject([{ text: 'Позвонил подрядчику', isMine: false }])
    const words = (await citizen.dialog()).messages.map(({ text }) => text)
    expect(words.filter((text) => text.includes('подрядчику'))).toEqual([])
  })

  it('finds by number, word forms, place and name, and pages without gaps', async () => {
    const { id } = await ask('Во дворе на Лесной, 31 сломалась ёлка и качели')
    const find = async (words: string): Promise<readonly number[]> => {
      const { body } = await coordinator.get(`/tickets?words=${encodeURIComponent(words)}`)
      return body.items.map((item: { id: number }) => item.id)
    }

    for (const words of [String(id), `№ ${id}`, 'сломанные качели', 'елки', '"сломалась елка"'])
      expect(await find(words)).toContain(id)
    expect(await find('несуществующееслово')).toEqual([])
    expect(await find(`' & | ! ( "`)).toEqual([])
    await waitFor(async () => {
      const { body } = await coordinator.get(`/tickets/${id}`)
      const [name = ''] = (body.citizen ?? '').split(' ')
      return name !== '' && (await find(name.slice(0, 3).toLowerCase())).includes(id)
    })

    const all = (await coordinator.get('/queue?limit=100')).body.items
    const paged: number[] = []
    for (let next: string | null = ''; next !== null;) {
      const { body }: { body: { items: { id: number }[]; next: string | null } } = await coordinator.get(
        `/queue?limit=2${next === '' ? '' : `&after=${next}`}`,
      )
      paged.push(...body.items.map((item) => item.id))
      next = body.next
    }
    expect(paged).toEqual(all.map((item: { id: number }) => item.id))
    const { body: counts } = await coordinator.get('/queue/counts')
    expect(counts.open).toBe(all.length)
    expect((await first.get('/queue?filter=mine')).body.items.length).toBe(
      (await first.get('/queue/counts')).body.mine,
    )
    expect((await coordinator.get('/queue?filter=closed')).body.items[0].status).toBe('answered')
  })

  it('tells of a new ticket and of a colleague within moments, and only those who may see it', async () => {
    const mine = await listen(first)
    const others = await listen(await ConsoleClient.of(region, web, 5004))

    const { id } = await ask('На улице Мира, 94 огромная яма на дороге')
    await waitFor(() => mine.news.some(({ opened }) => opened.includes(id)))
    const before = performance.now()
    await second.post(`/tickets/${id}/take`, { key: newKey() })
    await waitFor(() => mine.news.filter(({ changed }) => changed.includes(id)).length > 1)
    const waitedMs = performance.now() - before
    const { body: seen } = await first.get(`/tickets/${id}`)
    await second.post(`/tickets/${id}/forward`, {
      to: null,
      reason: 'Не к нам',
      key: newKey(),
      seenVersion: seen.version,
    })
    await waitFor(() => mine.news.some(({ gone }) => gone.includes(id)))

    // Half a second on a machine that does nothing else.
    expect(waitedMs).toBeLessThan(5_000)
    expect(others.news.flatMap(({ changed, gone }) => [...changed, ...gone])).not.toContain(id)
    mine.close()
    others.close()
  })

  it('advises on a draft, refuses a day that is over or too far, and promises one that is not', async () => {
    const { id } = await ask('На улице Мира, 114 огромная яма на дороге')
    const { body: seen } = await first.get(`/tickets/${id}`)
    const check = await first.post(`/tickets/${id}/check`, { text: 'В кратчайшие сроки засыплем {дата}.' })
    const promise = (until: string) =>
      first.post(`/tickets/${id}/answer`, {
        text: 'Засыплем яму к этому дню.',
        result: { kind: 'interim', until },
        key: newKey(),
        seenVersion: seen.version,
      })

    expect(check.body).toMatchObject({ isSendable: false, remarks: expect.arrayContaining([]) })
    expect(check.body.remarks.map(({ kind }: { kind: string }) => kind)).toContain('blank')
    expect(await promise('2020-01-09')).toMatchObject({ status: 400, body: { kind: 'dayIsPast' } })
    expect(await promise('2100-01-01')).toMatchObject({ status: 400, body: { kind: 'dayTooFar' } })
    expect(await promise(seen.promise.last)).toMatchObject({
      status: 200,
      body: { ticket: { status: 'taken', dueKind: 'finalAnswer' } },
    })
  })

  it('tells who else looks and who writes, until they leave', async () => {
    const { id } = await ask('На улице Мира, 134 огромная яма на дороге')
    const say = (client: ConsoleClient, body: object) => client.post(`/tickets/${id}/presence`, body)

    expect((await say(first, { isWriting: true })).body).toEqual({ others: [] })
    expect((await say(second, { isWriting: false })).body.others).toMatchObject([{ isWriting: true }])
    await say(first, { isWriting: false, isLeaving: true })
    expect((await say(second, { isWriting: false })).body).toEqual({ others: [] })
  })

  it('gives a photo of the conversation from our own copy, as what it is and never as a page', async () => {
    const photo = await region.uploadPhoto()
    const asked = await askAboutRoad(region, {
      words: 'На улице Мира, 154 огромная яма на дороге',
      attachments: [photo],
    })
    const id = Number(asked.number)
    const name = await waitFor(async () => {
      const { body } = await first.get(`/tickets/${id}`)
      const { file } = body.words[0].attachments[0]
      return file.state === 'stored' ? String(file.name) : false
    })

    const answer = await first.raw('GET', `/tickets/${id}/files/${name}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(50)
    const elsewhere = await askAboutRoad(region, { words: 'На улице Мира, 174 огромная яма на дороге' })
    expect((await first.raw('GET', `/tickets/${elsewhere.number}/files/${name}`)).status).toBe(404)
    expect((await first.raw('GET', `/tickets/${id}/files/..%2F..%2Fetc`)).status).toBe(400)
  })

  it('merges two tickets of one person: the older answers for both, told once, and figures know one', async () => {
    const [older, newer] = [
      await askNew('На улице Мира, 214 огромная яма на дороге'),
      await askNew('На улице Мира, 254 огромная яма на дороге'),
    ]
    const stranger = await askNew('На улице Мира, 294 огромная яма на дороге')
    const merge = (id: number, other: number, seenVersion: number, client = first) =>
      client.post(`/tickets/${id}/merge`, { with: other, key: newKey(), seenVersion })
    expect((await merge(older.id, stranger.id, 1)).body.kind).toBe('notSamePerson')
    await region.pool.query(
      'update tickets n set citizen_id = o.citizen_id, peer_id = o.peer_id from tickets o where n.id = $1 and o.id = $2',
      [newer.id, older.id],
    )
    const { body: before } = await first.get(`/tickets/${older.id}`)
    expect(before.mates).toMatchObject([{ id: newer.id }])

    const { status, body } = await merge(newer.id, older.id, 1)
    expect(status).toBe(200)
    expect(body.ticket).toMatchObject({ mergedInto: older.id, mates: [] })
    const { body: after } = await first.get(`/tickets/${older.id}`)
    expect(after).toMatchObject({ dueAt: before.dueAt, mates: [] })
    expect(after.words.map(({ text }: { text: string }) => text).join()).toContain('254')
    const texts = (of: { history: { text: string }[] }) => of.history.map(({ text }) => text).join()
    expect([texts(after), texts(body.ticket)]).toEqual([
      expect.stringContaining(`присоединил(а) сюда № ${newer.id}`),
      expect.stringContaining(`соединил(а) с № ${older.id}`),
    ])
    await older.citizen.hear(`соединили с № ${older.id}`)
    const told = (await older.citizen.dialog()).messages.filter(({ text }) => text.includes('соединили'))
    expect(told).toHaveLength(1)
    const again = await merge(newer.id, older.id, body.ticket.version)
    expect(again).toMatchObject({ status: 409, body: { kind: 'merged' } })
    const late = { text: 'Засыплем 27 ноября.', result, key: newKey(), seenVersion: body.ticket.version }
    expect((await first.post(`/tickets/${newer.id}/answer`, late)).body.kind).toBe('merged')
    const { rows } = await region.pool.query<never>(eventsOf, [[older.id, newer.id]])
    const counted = follow(rows, 0, measuring).tickets
    expect([counted.get(newer.id), counted.get(older.id)]).toEqual([null, expect.anything()])
  })

  it('calls a colleague to a note by name, and nobody who may not read the ticket', async () => {
    const { id } = await askNew('На улице Мира, 334 огромная яма на дороге')
    const { body } = await first.get(`/tickets/${id}`)
    const colleague = region.talk(5041, 1000)
    expect(body.colleagues.length).toBeGreaterThan(0)
    const all = body.colleagues.map((one: string) => `@${one}`).join(' ')
    await first.post(`/tickets/${id}/notes`, { text: `${all} посмотрите, пожалуйста, люк`, key: newKey() })

    expect((await colleague.hear(`Заметка к № ${id}`)).text).toContain('люк')
  })
})

interface Heard {
  readonly changed: readonly number[]
  readonly opened: readonly number[]
  readonly gone: readonly number[]
}

async function listen(client: ConsoleClient): Promise<{ readonly news: Heard[]; close: () => void }> {
  const answer = await client.raw('GET', '/events')
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (reader === undefined) throw new Error('no stream')
  const news: Heard[] = []
  let rest = ''
  const read = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const blocks = (rest + value).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks)
        if (block.startsWith('event: news')) news.push(JSON.parse(block.slice(block.indexOf('data: ') + 6)))
    }
  }
  void read().catch(() => {})
  return { news, close: () => void reader.cancel() }
}
