/** Whether two places, as people wrote them, are one and the same spot or next door to each other. */

/** Same street and at most three houses on either side, or points at most 200 m apart. */
export function isSamePlace(left: string, right: string): boolean {
  const points = [pointIn(left), pointIn(right)] as const
  if (points[0] !== null && points[1] !== null) return metresBetween(points[0], points[1]) <= nearMetres
  const [first, second] = [addressIn(left), addressIn(right)]
  if (first === null || second === null || first.street !== second.street) return false
  // Without a house somebody speaks of the street; only another who does too means surely the same.
  if (first.house === null || second.house === null) return first.house === second.house
  return Math.abs(first.house - second.house) <= nearHouses
}

const nearMetres = 200
/** Numbers on one side of a street go by two. */
const nearHouses = 6
const earthRadiusMetres = 6_371_000

interface Point {
  readonly latitude: number
  readonly longitude: number
}

/** Coordinates as the bot writes them down: «(54.62913, 39.73601)». */
function pointIn(text: string): Point | null {
  const found = /(-?\d{1,2}\.\d{3,8}),\s*(-?\d{1,3}\.\d{3,8})/u.exec(text)
  return found === null ? null : { latitude: Number(found[1]), longitude: Number(found[2]) }
}

/** Equirectangular: exact enough over a few hundred metres. */
function metresBetween(from: Point, to: Point): number {
  const radians = Math.PI / 180
  const x =
    (to.longitude - from.longitude) * radians * Math.cos(((from.latitude + to.latitude) / 2) * radians)
  const y = (to.latitude - from.latitude) * radians
  return Math.hypot(x, y) * earthRadiusMetres
}

const kindWords =
  /^(?:ул|улиц[а-я]{1,3}|пр|пр-т|пр-кт|просп|проспект[а-я]{0,2}|пер|переул[а-я]{2,4}|шоссе|ш|бульвар[а-я]{0,2}|б-р|пл|площад[а-я]{1,3}|наб|набережн[а-я]{2}|проезд[а-я]{0,2}|г|город[а-я]{0,2}|д|дом[а-я]{0,2}|с|сел[а-я]|дер|деревн[а-я]{1,2}|на|в|около|возле|у|рядом)$/u

/** The name of the street without its kind and endings: «на Садовой, 5» and «ул. Садовая 5» are one. */
function addressIn(text: string): { readonly street: string; readonly house: number | null } | null {
  const words =
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[а-я-]+|\d+/gu) ?? []
  const name = words.find((word) => /^[а-я]/u.test(word) && word.length > 2 && !kindWords.test(word))
  if (name === undefined) return null
  const house = words.findLast((word) => /^\d{1,4}$/u.test(word))
  return { street: stemOf(name), house: house === undefined ? null : Number(house) }
}

const stemOf = (name: string): string =>
  name.length <= 4
    ? name.slice(0, 3)
    : name.replace(/(?:ого|его|ому|ему|ая|яя|ой|ей|ую|юю|ый|ий|ое|ые|ом|ем|ых|их|а|я|у|ю|ы|и|е|о)$/u, '')
