/** Whether somebody says the same again: enough of the words are the same, whatever their endings and order. */
export function saysTheSame(left: string, right: string): boolean {
  const [first, second] = [stemsOf(left), stemsOf(right)]
  const smaller = Math.min(first.size, second.size)
  if (smaller < wordsMin) return false
  const common = [...first].filter((stem) => second.has(stem)).length
  return common / (first.size + second.size - common) >= shareMin
}

/** Of all different words of both (Jaccard's index). */
const shareMin = 0.6
/** «Когда?» is like any other «когда?». */
const wordsMin = 3
const stemLetters = 5

function stemsOf(text: string): ReadonlySet<string> {
  const words =
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return new Set(
    words.filter((word) => word.length > 2 || /\d/u.test(word)).map((word) => word.slice(0, stemLetters)),
  )
}
