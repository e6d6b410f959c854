/** Which words of a text stand near each other. */

interface NumberedWord {
  /** −1: the word makes no pair. */
  readonly number: number
  readonly isStop: boolean
}

/**
 * Hands the numbers of two near words to `take`: words that mean something, with at most two such words between them, and a
 * little word with what follows or precedes it («не горит»).
 */
export function wordsNear(
  words: readonly NumberedWord[],
  take: (first: number, second: number) => void,
): void {
  let last = -1
  let lastButOne = -1
  let lastButTwo = -1
  let before = -1
  let isBeforeStop = true
  for (const { number, isStop } of words) {
    if (number !== -1 && before !== -1 && isStop !== isBeforeStop) take(before, number)
    if (!isStop) {
      if (number !== -1) {
        if (last !== -1) take(last, number)
        if (lastButOne !== -1) take(lastButOne, number)
        if (lastButTwo !== -1) take(lastButTwo, number)
      }
      lastButTwo = lastButOne
      lastButOne = last
      last = number
    }
    before = number
    isBeforeStop = isStop
  }
}
