/** Which words of a text stand near each other. */

/** Words as numbers: −1 makes no pair. */
export interface NumberedWords {
  readonly numbers: Int32Array
  /** 1 for a little word («не»). */
  readonly areStop: Uint8Array
  readonly count: number
}

/** A word is the second of at most so many pairs. */
export const pairsPerWord = 4

/**
 * Writes two numbers for each pair of near words into `pairs` and returns how many pairs there are: words that mean
 * something, with at most two such words between them, and a little word with what follows or precedes it («не горит»).
 */
export function wordsNear({ numbers, areStop, count }: NumberedWords, pairs: Int32Array): number {
  let end = 0
  let last = -1
  let lastButOne = -1
  let lastButTwo = -1
  let before = -1
  let isBeforeStop = 1
  for (let at = 0; at < count; at += 1) {
    const number = numbers[at] ?? -1
    const isStop = areStop[at] ?? 0
    if (number !== -1) {
      if (before !== -1 && isStop !== isBeforeStop) end = write(pairs, end, before, number)
      if (isStop === 0) {
        if (last !== -1) end = write(pairs, end, last, number)
        if (lastButOne !== -1) end = write(pairs, end, lastButOne, number)
        if (lastButTwo !== -1) end = write(pairs, end, lastButTwo, number)
      }
    }
    if (isStop === 0) {
      lastButTwo = lastButOne
      lastButOne = last
      last = number
    }
    before = number
    isBeforeStop = isStop
  }
  return end / 2
}

function write(pairs: Int32Array, end: number, first: number, second: number): number {
  pairs[end] = first
  pairs[end + 1] = second
  return end + 2
}
