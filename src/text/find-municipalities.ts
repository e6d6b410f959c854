/**
 * Finds municipalities named in a text by title, alias or the adjective made of it, in any grammatical case:
 * «в Лугодольске», «Лугодольского района». Names of streets are left out: Лугодольская улица is in Зарянск. An alias
 * that is a street itself («улица Плотинная») is found as one: some streets are in one town only.
 */
import type { Municipality } from '../domain/directory.ts'
import type { MunicipalityId } from '../domain/ids.ts'
import { type Word, wordsOf } from './words.ts'

/** The most certain first: names of more words, then more mentions, then the earlier. */
export type FindMunicipalities = (words: readonly Word[]) => readonly MunicipalityId[]

interface PlaceName {
  readonly municipalityId: MunicipalityId
  readonly stems: readonly string[]
  /** An ordinary word («Кирпичный»): it is a place only beside «микрорайон», «посёлок» … */
  readonly needsKindWord: boolean
  /** A street: it is one only beside «улица», «проспект» … */
  readonly isStreet: boolean
}

interface Mention {
  readonly municipalityId: MunicipalityId
  readonly stemCount: number
  readonly at: number
}

export function buildFindMunicipalities(municipalities: Iterable<Municipality>): FindMunicipalities {
  const namesByFirstStem = new Map<string, PlaceName[]>()
  for (const municipality of municipalities)
    for (const name of namesOf(municipality)) {
      const first = name.stems[0] ?? ''
      namesByFirstStem.set(first, [...(namesByFirstStem.get(first) ?? []), name])
    }
  return (words) => {
    const mentions: Mention[] = []
    for (let at = 0; at < words.length; at += 1)
      for (const name of namesByFirstStem.get(words[at]?.stem ?? '') ?? [])
        if (isNamed(name, words, at))
          mentions.push({ municipalityId: name.municipalityId, stemCount: name.stems.length, at })
    return mentions.length === 0 ? [] : ordered(mentions)
  }
}

function namesOf({ id, title, aliases }: Municipality): readonly PlaceName[] {
  return [title, ...aliases].flatMap((written): readonly PlaceName[] => {
    const words = wordsOf(written)
    const isStreet = words.some((word) => streetKind.test(word.text))
    const core = words.filter(({ text }) => !kindWord.test(text) && !(isStreet && streetKind.test(text)))
    const [only] = core
    if (only === undefined) return []
    const needsKindWord = core.length === 1 && core.length < words.length && ordinaryAdjective.test(only.text)
    const stems = core.map((word) => word.stem)
    if (isStreet) return [{ municipalityId: id, stems, needsKindWord: false, isStreet }]
    const names = [{ municipalityId: id, stems, needsKindWord, isStreet }]
    // Льгов — Льговский: the adjective has another stem; Зарянск — Зарянский has the same.
    if (stems.length === 1 && !needsKindWord && !only.stem.endsWith('ск'))
      names.push({ municipalityId: id, stems: [`${only.stem}ск`], needsKindWord: false, isStreet })
    return names
  })
}

function isNamed(name: PlaceName, words: readonly Word[], at: number): boolean {
  if (!name.stems.every((stem, offset) => words[at + offset]?.stem === stem)) return false
  const before = words[at - 1]?.text ?? ''
  const after = words[at + name.stems.length]?.text ?? ''
  if (streetWord.test(before) || streetWord.test(after)) return name.isStreet
  if (name.isStreet) return false
  return !name.needsKindWord || kindWord.test(before) || kindWord.test(after)
}

function ordered(mentions: readonly Mention[]): readonly MunicipalityId[] {
  const weightById = new Map<MunicipalityId, { weight: number; at: number }>()
  for (const { municipalityId, stemCount, at } of mentions) {
    const known = weightById.get(municipalityId)
    if (known === undefined) weightById.set(municipalityId, { weight: stemCount, at })
    else known.weight += stemCount
  }
  return [...weightById]
    .toSorted(([, left], [, right]) => right.weight - left.weight || left.at - right.at)
    .map(([municipalityId]) => municipalityId)
}

const kindWord =
  /^(?:г|гор|город[а-я]{0,3}|городск[а-я]+|муниципальн[а-я]+|образовани[а-я]+|р|н|рн|район[а-я]{0,3}|округ[а-я]{0,3}|обл|област[а-я]+|с|село|села|селе|селу|п|пос|пгт|поселок|поселк[а-я]+|поселени[а-я]+|сельск[а-я]+|сельсовет[а-я]{0,2}|д|дер|деревн[а-я]+|хутор[а-я]{0,2}|станци[а-я]+|станиц[а-я]+|мкр|микрорайон[а-я]{0,2}|жилмассив[а-я]{0,2})$/u
const streetWord =
  /^(?:ул|улиц[а-я]{1,3}|проспект[а-я]{0,2}|пер|переул[а-я]+|шоссе|площад[а-я]+|проезд[а-я]{0,2}|набережн[а-я]+|бульвар[а-я]{0,2})$/u
/** What makes a name that of a street; «Набережные Челны» is a town. */
const streetKind = /^(?:ул|улица|проспект|пер|переулок|шоссе|площадь|проезд|бульвар)$/u
const ordinaryAdjective = /(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)$/u
