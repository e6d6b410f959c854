/**
 * Divides an ordinary text into remembered words without making a string of each: letters are brought to their form
 * one by one, and the word is found by them in a table. What needs more care than a letter at a time (links, mentions,
 * composed letters, remnants of HTML) is left to `normalize`.
 */
import { textCharactersMax } from './normalize.ts'

interface Spelt {
  readonly text: string
}

interface Makers<Word> {
  /** A word in one form that is not in the table yet. */
  readonly make: (text: string) => Word
  /** A word of Latin and Russian letters, as written. */
  readonly makeMixed: (written: string) => readonly Word[]
}

const separator = 0
const needsCare = 1
const [dot, slash, letterK, letterW] = ['.', '/', 'k', 'w'].map((sign) => sign.charCodeAt(0))
/** No letter of ours from here on. */
const codesTo = 0x460
const cyrillicFrom = 0x400
const firstPlaces = 1 << 12

export class WordScanner<Word extends Spelt> {
  readonly #makers: Makers<Word>
  readonly #wordsMax: number
  readonly #letters = new Uint16Array(textCharactersMax)
  #words: Word[] = []
  #hashes = new Int32Array(firstPlaces)
  /** Number of a word + 1 by its hash; 0 where the place is free. Never more than half full. */
  #table = new Int32Array(firstPlaces)

  /** Forgets everything when it would hold more than `wordsMax` words. */
  constructor(makers: Makers<Word>, wordsMax: number) {
    this.#makers = makers
    this.#wordsMax = wordsMax
  }

  /** Words of a text of at most `textCharactersMax` characters; null when `normalize` must look at it first. */
  scan(text: string): readonly Word[] | null {
    const letters = this.#letters
    const words: Word[] = []
    let length = 0
    let hash = hashStart
    let alphabets = 0
    let before = 0
    for (let at = 0; at < text.length; at += 1) {
      const written = text.charCodeAt(at)
      const code = written < codesTo ? (forms[written] ?? separator) : farForm(written)
      if (code > needsCare) {
        letters[length] = code
        length += 1
        hash = mix(hash, code)
        alphabets |= alphabetOf(code)
      } else {
        if (code === needsCare || isLinkSign(written, before)) return null
        if (length > 0) {
          if (alphabets === bothAlphabets)
            for (const word of this.#makers.makeMixed(text.slice(at - length, at))) words.push(word)
          else words.push(this.#recall(length, hash))
          length = 0
          hash = hashStart
          alphabets = 0
        }
      }
      before = code > needsCare ? code : written
    }
    if (length > 0) {
      if (alphabets === bothAlphabets)
        for (const word of this.#makers.makeMixed(text.slice(text.length - length))) words.push(word)
      else words.push(this.#recall(length, hash))
    }
    return words
  }

  /** The remembered word of a text in one form. */
  recall(text: string): Word {
    let hash = hashStart
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at)
      this.#letters[at] = code
      hash = mix(hash, code)
    }
    return this.#recall(text.length, hash)
  }

  #recall(length: number, hash: number): Word {
    const mask = this.#table.length - 1
    let place = placeOf(hash, mask)
    for (;;) {
      const number = this.#table[place] ?? 0
      if (number === 0) return this.#remember(length, hash)
      const word = this.#words[number - 1]
      if (word !== undefined && this.#hashes[number - 1] === hash && this.#isSpelt(word.text, length))
        return word
      place = (place + 1) & mask
    }
  }

  #isSpelt(text: string, length: number): boolean {
    if (text.length !== length) return false
    const letters = this.#letters
    for (let at = 0; at < length; at += 1) if (text.charCodeAt(at) !== letters[at]) return false
    return true
  }

  #remember(length: number, hash: number): Word {
    const word = this.#makers.make(String.fromCharCode(...this.#letters.subarray(0, length)))
    if (this.#words.length >= this.#wordsMax) this.#resize(firstPlaces, [])
    else if ((this.#words.length + 1) * 2 > this.#table.length)
      this.#resize(this.#table.length * 2, this.#words)
    this.#hashes[this.#words.length] = hash
    this.#words.push(word)
    this.#place(this.#words.length - 1)
    return word
  }

  #resize(places: number, words: Word[]): void {
    const hashes = this.#hashes.slice(0, words.length)
    this.#words = words
    this.#table = new Int32Array(places)
    this.#hashes = new Int32Array(places)
    this.#hashes.set(hashes)
    for (let number = 0; number < words.length; number += 1) this.#place(number)
  }

  #place(number: number): void {
    const mask = this.#table.length - 1
    let place = placeOf(this.#hashes[number] ?? 0, mask)
    while (this.#table[place] !== 0) place = (place + 1) & mask
    this.#table[place] = number + 1
  }
}

/** FNV-1a, folded. */
const hashStart = 0x811c9dc5 | 0
const mix = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193)
const placeOf = (hash: number, mask: number): number => (hash ^ (hash >>> 15)) & mask

const bothAlphabets = 3
/** 1 Latin, 2 Russian; a digit belongs to neither. */
const alphabetOf = (code: number): number => (code >= cyrillicFrom ? 2 : code > 0x39 ? 1 : 0)

/** «//», «www.» and «vk.» may begin a link. */
const isLinkSign = (sign: number, before: number): boolean =>
  (sign === slash && before === slash) || (sign === dot && (before === letterW || before === letterK))

/** Kelvin's sign is a K, and signs without width hide inside words. */
const farForm = (code: number): number =>
  code === 0x212a || (code >= 0x200b && code <= 0x200d) || code === 0x2060 || code === 0xfeff
    ? needsCare
    : separator

const isCombining = (code: number): boolean => code >= 0x300 && code <= 0x36f

/** The one form of each character: lower case, ё as е, any digit as 0. */
const forms = Uint16Array.from({ length: codesTo }, (_, code) => {
  const letter = String.fromCharCode(code).toLowerCase()
  if (/^[0-9]$/u.test(letter)) return 0x30
  if (/^[a-zа-я]$/u.test(letter)) return letter.charCodeAt(0)
  if (letter === 'ё') return 'е'.charCodeAt(0)
  return '@*[<&\u00AD\u0130'.includes(String.fromCharCode(code)) || isCombining(code) ? needsCare : separator
})
