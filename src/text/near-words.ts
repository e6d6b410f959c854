/** Which words of a text stand near each other. */

interface NumberedWord {
  /** −1: the word makes no pair. */
  readonly number: number
  readonly isStop: boolean
}

/**
 * Hands the numbers of two near words among the first `length` to `take`: words that mean something, with at most two such words between them, and a
 * little word with what follows or precedes it («не горит»).
 */
export function wordsNear(
  words: readonly NumberedWord[],
  length: number,
  take: (first: number, second: number) => void,
): void {
  let last = -1
  let lastButOne = -1
  let lastButTwo = -1
  let before = -1
  let isBeforeStop = true
  for (let at = 0; at < length; at += 1) {
    const word = words[at]
    if (word === undefined) continue
    const { number, isStop } = word
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
