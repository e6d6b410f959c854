/**
 * A text model as a file: a mark, the length of a header, the header (JSON: labels, words), then the numbers in the
 * order of `sections`. A file of another version or a damaged one is refused, never half understood.
 */
import { z } from 'zod'
import { type TextModel, createTextModel } from './text-model.ts'

const mark = 'OTKLIK-TEXT-2\n'

const count = z.number().int().nonnegative()
const headerSchema = z.object({
  sides: z.array(
    z.object({
      labels: z.array(z.string()),
      trust: z.object({ weights: z.array(z.number()), offset: z.number() }),
      reliability: z.array(z.number()),
    }),
  ),
  stems: z.array(z.string()),
  stopWords: z.array(z.string()),
  pieces: z.array(z.string()),
  idfMax: z.number(),
  piecesIdfMin: z.number(),
  labelCount: count,
  links: z.object({ rowCount: count, columnCount: count }).nullable(),
  /** Bytes of each section. */
  sections: z.array(count),
})

export function textModelToBytes({ parts }: TextModel): Uint8Array {
  const { space, weights, links, remembered } = parts
  const sections = [
    space.pairs,
    space.idf,
    weights.values,
    weights.scales,
    links?.counts ?? new Float32Array(0),
    remembered.rows.starts,
    remembered.rows.ids,
    remembered.rows.values,
    remembered.labels,
  ].map((numbers) => Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength))
  const header: z.infer<typeof headerSchema> = {
    sides: parts.sides.map(({ labels, trust, reliability }) => ({
      labels: [...labels],
      trust: { weights: [...trust.weights], offset: trust.offset },
      reliability: [...reliability],
    })),
    stems: [...space.stems],
    stopWords: [...space.stopWords],
    pieces: [...space.pieces],
    idfMax: space.idfMax,
    piecesIdfMin: space.piecesIdfMin,
    labelCount: weights.rowLength,
    links: links === null ? null : { rowCount: links.rowCount, columnCount: links.columnCount },
    sections: sections.map(({ length }) => length),
  }
  const head = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(head.length)
  return Buffer.concat([Buffer.from(mark), length, head, ...sections])
}

/** Throws `TextModelDamaged` when the bytes are no model of this version. */
export function textModelFromBytes(bytes: Uint8Array): TextModel {
  const { header, bodyFrom } = readHeader(bytes)
  const { stems, stopWords, pieces, idfMax, piecesIdfMin, links } = header
  let from = bodyFrom
  const sections = header.sections.map((length) => {
    const section = bytes.slice(from, from + length)
    if (section.length !== length) throw new TextModelDamaged('the end is missing')
    from += length
    // A copy of its own: typed arrays must begin at a multiple of their size.
    return new Uint8Array(section).buffer
  })
  const section = (at: number): ArrayBuffer => {
    const found = sections[at]
    if (found === undefined) throw new TextModelDamaged('sections are missing')
    return found
  }
  return createTextModel({
    sides: header.sides.map((side) => ({ ...side, reliability: Float32Array.from(side.reliability) })),
    space: {
      stems,
      stopWords,
      pieces,
      idfMax,
      piecesIdfMin,
      pairs: new Int32Array(section(0)),
      idf: new Float32Array(section(1)),
    },
    weights: {
      rowLength: header.labelCount,
      values: new Int8Array(section(2)),
      scales: new Float32Array(section(3)),
    },
    links: links === null ? null : { ...links, counts: new Float32Array(section(4)) },
    remembered: {
      rows: {
        starts: new Float64Array(section(5)),
        ids: new Int32Array(section(6)),
        values: new Float32Array(section(7)),
      },
      labels: new Int32Array(section(8)),
    },
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
