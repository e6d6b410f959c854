/** What the product takes for a sound keyboard, the sandbox's rules (VK's) take too: nothing is stored that VK refuses. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseKeyboard } from '../../sandbox/methods/keyboard-rules.ts'
import { type Button, type Keyboard, keyboardJson, keyboardProblems } from '../../src/domain/keyboard.ts'

const label = fc.oneof(
  fc.string({ maxLength: 44 }),
  fc.constantFrom('Да', '', 'я'.repeat(40), '👍'.repeat(21)),
)
const payload = fc.record({
  c: fc.string({ maxLength: 20 }),
  words: fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('"'.repeat(130), 'я'.repeat(235))),
})
const url = fc.oneof(
  fc.webUrl(),
  fc.string({ maxLength: 20 }),
  fc.constantFrom('vk.com', 'https://', 'javascript:alert(1)', 'https://vk.com/doc 1', 'http://gosuslugi.ru'),
)
const button: fc.Arbitrary<Button> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), label, payload }),
  fc.record({ type: fc.constant('location' as const), payload }),
  fc.record({ type: fc.constant('link' as const), label, url }),
)
const keyboard: fc.Arbitrary<Keyboard> = fc.record({
  inline: fc.boolean(),
  rows: fc.array(fc.array(button, { maxLength: 6 }), { maxLength: 11 }),
})

it('a keyboard without problems is never refused', () => {
  let sound = 0
  fc.assert(
    fc.property(keyboard, (made) => {
      if (keyboardProblems(made).length > 0) return
      sound += 1
      expect(() => parseKeyboard(keyboardJson(made), 1)).not.toThrow()
    }),
    { numRuns: 3_000 },
  )
  expect(sound).toBeGreaterThan(50)
})
