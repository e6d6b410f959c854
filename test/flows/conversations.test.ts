/**
 * The conversations of docs/conversations.md, held anew. `npm run conversations` writes what was said; an ordinary run
 * checks that the document still says the same (numbers and times aside).
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Temporal } from '../../src/domain/time.ts'
import { citizenStories } from '../conversations/citizen-stories.ts'
import { commonStories } from '../conversations/common-stories.ts'
import { deskStories } from '../conversations/desk-stories.ts'
import { ownStories } from '../conversations/own-stories.ts'
import { presenceStories } from '../conversations/presence-stories.ts'
import { Stage } from '../conversations/story.ts'
import { TestClock, type TestProduct, startTestProduct } from '../support/product.ts'

const document = path.resolve(import.meta.dirname, '../../docs/conversations.md')
const isWriting = process.env['WRITE_CONVERSATIONS'] === '1'
const stories = [...citizenStories, ...commonStories, ...deskStories, ...ownStories, ...presenceStories]

const head = `# Разговоры

Что люди читают на самом деле. Эти разговоры ведёт с песочницей тест \`test/flows/conversations.test.ts\`; он же проверяет,
что здесь записано то, что бот говорит сейчас. Записать заново: \`npm run conversations\`. Кнопки стоят в квадратных скобках.
`

describe('conversations', () => {
  let region: TestProduct
  const written: string[] = []
  const clock = new TestClock()

  beforeAll(async () => {
    const morning = Temporal.Instant.from('2026-11-24T10:00:00+03:00')
    clock.advance((morning.epochMilliseconds - clock.now().epochMilliseconds) / 1000)
    region = await startTestProduct({ clock })
  })

  afterAll(async () => {
    await region.stop()
    if (isWriting) writeFileSync(document, [head, ...written].join('\n'))
  })

  it.each(stories.map((story, index) => [story.title, story, index] as const))(
    '%s',
    async (_title, story, index) => {
      const stage = new Stage(region, clock)

      await story.play(stage)

      const record = await stage.record()
      written.push(`## ${index + 1}. ${story.title}\n\n${story.about}\n\n${record}\n`)
      const documented = isWriting ? record : readFileSync(document, 'utf8')
      expect(withoutFigures(documented)).toContain(withoutFigures(record))
    },
  )
})

/** VK tells names in the background: a card may be written before. */
const withoutFigures = (text: string): string =>
  text
    .replace(/\[id\d+\|[^\]]*\]/gu, '[житель]')
    .replace(/(?:осталось|просрочено на)[^,)]*/gu, '')
    .replace(/\d+/gu, '0')
