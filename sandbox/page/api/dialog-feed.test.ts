import { afterEach, expect, test } from 'vitest'
import type { Change } from './change-stream.ts'
import type { Reply } from './client.ts'
import { DialogFeed, type DialogState } from './dialog-feed.ts'
import type { Dialog, Message } from './schemas.ts'

const message = (cmid: number): Message => ({ cmid, from: 'user', text: `№ ${cmid}`, date: cmid })
const hundred = Array.from({ length: 100 }, (_, index) => message(index + 1))
const feeds: DialogFeed[] = []

afterEach(() => {
  for (const feed of feeds.splice(0)) feed.stop()
})

test('asks for everything at first and for recent messages after a change', async () => {
  const world = givenDialog({ messages: hundred, canWrite: true })

  world.change({ kind: 'dialog', groupId: 1, userId: 2 })
  await expect.poll(() => world.asked).toEqual([0, 50])

  expect(world.state().dialog?.messages.length).toBe(100)
})

test('leaves other dialogs alone', async () => {
  const world = givenDialog({ messages: hundred, canWrite: true })
  await expect.poll(() => world.state().dialog).not.toBeNull()

  world.change({ kind: 'dialog', groupId: 1, userId: 3 })
  world.change({ kind: 'dialog', groupId: 2, userId: 2 })

  expect(world.asked).toEqual([0])
})

test('asks for everything again after a gap and drops what the new sandbox does not have', async () => {
  const world = givenDialog({ messages: hundred, canWrite: true })
  await expect.poll(() => world.state().dialog?.messages.length).toBe(100)

  world.dialog = { messages: [message(7)], canWrite: true }
  world.change({ kind: 'anything' })

  await expect.poll(() => world.state().dialog?.messages.map(({ cmid }) => cmid)).toEqual([7])
})

test('shows only answers to buttons that came while the dialog is open', async () => {
  const answered = (eventId: string) => ({ eventId, answer: { type: 'show_snackbar', text: eventId } })
  const world = givenDialog({ messages: [], canWrite: true, eventAnswers: [answered('старый')] })
  await expect.poll(() => world.state().dialog).not.toBeNull()
  expect(world.state().dialog?.answer).toBeNull()

  world.dialog = { ...world.dialog, eventAnswers: [answered('старый'), answered('новый')] }
  world.change({ kind: 'anything' })

  await expect.poll(() => world.state().dialog?.answer).toEqual({ kind: 'snackbar', text: 'новый' })
})

test('keeps the conversation on the screen when the sandbox refuses to show it again', async () => {
  const world = givenDialog({ messages: [message(1)], canWrite: true })
  await expect.poll(() => world.state().dialog).not.toBeNull()

  world.refusal = 'Нет такого сообщества.'
  world.change({ kind: 'anything' })

  await expect.poll(() => world.state().refusal).toBe('Нет такого сообщества.')
  expect(world.state().dialog?.messages.length).toBe(1)
})

interface FakeWorld {
  dialog: Dialog
  refusal: string | null
  readonly asked: number[]
  readonly change: (change: Change) => void
  readonly state: () => DialogState
}

/** A feed of dialog 1:2 over a sandbox that holds one dialog. */
function givenDialog(dialog: Dialog): FakeWorld {
  let state: DialogState = { dialog: null, refusal: null }
  let listener: (change: Change) => void = () => {}
  const world: FakeWorld = {
    dialog,
    refusal: null,
    asked: [],
    change: (change) => listener(change),
    state: () => state,
  }
  const feed = new DialogFeed({
    client: {
      dialog: (_groupId, _userId, afterCmid): Promise<Reply<Dialog>> => {
        world.asked.push(afterCmid)
        if (world.refusal !== null) return Promise.resolve({ kind: 'refused', sentence: world.refusal })
        const messages = world.dialog.messages.filter(({ cmid }) => cmid > afterCmid)
        return Promise.resolve({ kind: 'done', value: { ...world.dialog, messages } })
      },
    },
    stream: {
      onChange: (added) => {
        listener = added
        return () => {}
      },
    },
    groupId: 1,
    userId: 2,
    show: (shown) => {
      state = shown
    },
  })
  feeds.push(feed)
  feed.start()
  return world
}
