import { fillBlanks } from '../../../src/domain/bot-texts/fill-blanks.ts'
import type { BotTextShown } from '../../model/bot-texts.ts'

interface Props {
  readonly words: string
  readonly of: Pick<BotTextShown, 'blanks' | 'tail'>
}

/** Words of the bot as a citizen's chat shows them, with examples in the blanks and what the bot always adds. */
export function BotBubble({ words, of: { blanks, tail } }: Props) {
  const examples = Object.fromEntries(blanks.map(({ name, example }) => [name, example] as const))
  return (
    <div className="preview">
      <p className="bubble said">
        {fillBlanks(words, examples)}
        <span className="quiet">{tail}</span>
      </p>
    </div>
  )
}
