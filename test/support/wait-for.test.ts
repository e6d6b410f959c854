import { expect, test } from 'vitest'
import { waitFor } from './wait-for.ts'

test('gives back the first present value', async () => {
  let calls = 0

  const value = await waitFor(() => (++calls < 3 ? null : calls))

  expect(value).toBe(3)
})

test('gives up with the last error as the cause', async () => {
  const cause = new Error('still closed')

  const waiting = waitFor(() => Promise.reject(cause), { timeoutMs: 30, what: 'the door' })

  await expect(waiting).rejects.toMatchObject({ message: 'gave up waiting for the door after 30 ms', cause })
})
