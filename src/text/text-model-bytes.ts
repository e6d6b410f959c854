/**
 * A text model as a file: a mark, the length of a header, the header (JSON: labels, words), then the numbers in the
 * order of `sections`. A file of another version or a damaged one is refused, never half understood.
 */
import { z } from 'zod'
import type { Remembered } from './neighbours.ts'
import type { QuantisedRows } from './quantised-rows.ts'
import { type TextModel, createTextModel } from './text-model.ts'

const mark = 'OTKLIK-TEXT-1\n'

const count = z.number().int().nonnegative()
const headerSchema = z.object({
  sides: z.array(
    z.object({
      labels: z.array(z.string()),
      voteWeight: z.number(),
      calibration: z.object({ slope: z.number(), offset: z.number() }),
    }),
  ),
  stems: z.array(z.string()),
  pieces: z.array(z.string()),
  idfMax: z.number(),
  labelCount: count,
  /** Bytes of each section. */
  sections: z.array(count),
  rememberedLabels: z.array(z.array(count)),
})

export function textModelToBytes({ parts }: TextModel): Uint8Array {
  const { space, firstLook, lastLook, remembered } = parts
  const vectors = remembered.map(({ vector }) => vector)
  const sections = [
    space.pairs,
    space.idf,
    ...rowsSections(firstLook ?? noRows(lastLook.rowLength)),
    ...rowsSections(lastLook),
    Int32Array.from(vectors, ({ ids }) => ids.length),
    Int32Array.from(vectors.flatMap(({ ids }) => [...ids])),
    Float32Array.from(vectors.flatMap(({ values }) => [...values])),
  ].map((numbers) => Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength))
  const header: z.infer<typeof headerSchema> = {
    sides: parts.sides.map((side) => ({ ...side, labels: [...side.labels] })),
    stems: [...space.stems],
    pieces: [...space.pieces],
    idfMax: space.idfMax,
    labelCount: lastLook.rowLength,
    sections: sections.map(({ length }) => length),
    rememberedLabels: remembered.map(({ labels }) => [...labels]),
  }
  const head = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(head.length)
  return Buffer.concat([Buffer.from(mark), length, head, ...sections])
}

/** Throws `TextModelDamaged` when the bytes are no model of this version. */
export function textModelFromBytes(bytes: Uint8Array): TextModel {
  const { header, bodyFrom } = readHeader(bytes)
  let from = bodyFrom
  const [pairs, idf, firstValues, firstScales, lastValues, lastScales, lengths, ids, values] =
    header.sections.map((length) => {
      const section = bytes.slice(from, from + length)
      if (section.length !== length) throw new TextModelDamaged('the end is missing')
      from += length
      // A copy of its own: typed arrays must begin at a multiple of their size.
      return new Uint8Array(section).buffer
    })
  if (values === undefined) throw new TextModelDamaged('sections are missing')
  const rowsOf = (bytesOfValues = values, scales = values): QuantisedRows => ({
    rowLength: header.labelCount,
    values: new Int8Array(bytesOfValues),
    scales: new Float32Array(scales),
  })
  const firstLook = rowsOf(firstValues, firstScales)
  return createTextModel({
    sides: header.sides,
    space: {
      stems: header.stems,
      pieces: header.pieces,
      pairs: new Int32Array(pairs ?? values),
      idf: new Float32Array(idf ?? values),
      idfMax: header.idfMax,
    },
    firstLook: firstLook.values.length === 0 ? null : firstLook,
    lastLook: rowsOf(lastValues, lastScales),
    remembered: readRemembered(
      new Int32Array(lengths ?? values),
      new Int32Array(ids ?? values),
      new Float32Array(values),
      header.rememberedLabels,
    ),
  })
}

export class TextModelDamaged extends Error {
  override readonly name = 'TextModelDamaged'
}

function readHeader(bytes: Uint8Array): {
  readonly header: z.infer<typeof headerSchema>
  readonly bodyFrom: number
} {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const headFrom = mark.length + 4
  if (buffer.length < headFrom || buffer.toString('latin1', 0, mark.length) !== mark)
    throw new TextModelDamaged('not a text model of this version')
  const bodyFrom = headFrom + buffer.readUInt32LE(mark.length)
  try {
    const head: unknown = JSON.parse(buffer.toString('utf8', headFrom, bodyFrom))
    return { header: headerSchema.parse(head), bodyFrom }
  } catch (error) {
    throw new TextModelDamaged('the header cannot be read', { cause: error })
  }
}

function readRemembered(
  lengths: Int32Array,
  ids: Int32Array,
  values: Float32Array,
  labels: readonly (readonly number[])[],
): readonly Remembered[] {
  let from = 0
  return Array.from(lengths, (length, index) => {
    const vector = { ids: ids.subarray(from, from + length), values: values.subarray(from, from + length) }
    from += length
    return { vector, labels: labels[index] ?? [] }
  })
}

const rowsSections = ({ values, scales }: QuantisedRows) => [values, scales] as const

const noRows = (rowLength: number): QuantisedRows => ({
  rowLength,
  values: new Int8Array(0),
  scales: new Float32Array(0),
})
