/** Which label of one side goes with which of the other: a topic tells much about who answers, and the other way round. */
export interface LabelLinks {
  readonly rowCount: number
  readonly columnCount: number
  /** `counts[row × columnCount + column]`: texts with both labels. */
  readonly counts: Float32Array
}

/** The labels of one text; what it tells must not come from itself. */
export interface LabelPair {
  readonly row: number
  readonly column: number
}

/** So many imagined texts are spread over all labels as they are common, so that a label met once does not decide. */
const smoothing = 3
const shareMin = 0.01

/** Shares of the labels of one side by those of the other: of rows by columns when reversed, else of columns by rows. */
export class LinkedSide {
  /** The labels met with label `other` stand between `#starts[other]` and `#starts[other + 1]`: few of many. */
  readonly #starts: Int32Array
  readonly #labels: Int32Array
  readonly #counts: Float32Array
  readonly #othersTotals: Float64Array
  /** How common each label is; shares. */
  readonly #prior: Float64Array
  readonly #shares: Float64Array
  readonly #isReversed: boolean

  constructor({ rowCount, columnCount, counts }: LabelLinks, isReversed: boolean) {
    const [labelCount, otherCount] = isReversed ? [rowCount, columnCount] : [columnCount, rowCount]
    this.#isReversed = isReversed
    this.#starts = new Int32Array(otherCount + 1)
    this.#othersTotals = new Float64Array(otherCount)
    this.#prior = new Float64Array(labelCount)
    this.#shares = new Float64Array(labelCount)
    const met: { readonly label: number; readonly count: number }[] = []
    let whole = 0
    for (let other = 0; other < otherCount; other += 1) {
      for (let label = 0; label < labelCount; label += 1) {
        const count = counts[isReversed ? label * columnCount + other : other * columnCount + label] ?? 0
        if (count === 0) continue
        met.push({ label, count })
        this.#othersTotals[other] = (this.#othersTotals[other] ?? 0) + count
        this.#prior[label] = (this.#prior[label] ?? 0) + count
        whole += count
      }
      this.#starts[other + 1] = met.length
    }
    this.#labels = Int32Array.from(met, ({ label }) => label)
    this.#counts = Float32Array.from(met, ({ count }) => count)
    for (let label = 0; label < labelCount; label += 1)
      this.#prior[label] = (this.#prior[label] ?? 0) / Math.max(1, whole)
  }

  /** The array is used again by the next call. */
  sharesBy(others: Float64Array, except: LabelPair | null = null): Float64Array {
    const [shares, starts, labels, counts] = [this.#shares.fill(0), this.#starts, this.#labels, this.#counts]
    let spread = 0
    for (let other = 0; other < others.length; other += 1) {
      const share = others[other] ?? 0
      if (share < shareMin) continue
      const own = this.#ownLabel(other, except)
      const part = share / ((this.#othersTotals[other] ?? 0) + smoothing - (own === -1 ? 0 : 1))
      for (let at = starts[other] ?? 0; at < (starts[other + 1] ?? 0); at += 1) {
        const label = labels[at] ?? 0
        shares[label] = (shares[label] ?? 0) + part * (counts[at] ?? 0)
      }
      if (own !== -1) shares[own] = (shares[own] ?? 0) - part
      spread += part * smoothing
    }
    for (let label = 0; label < shares.length; label += 1)
      shares[label] = (shares[label] ?? 0) + spread * (this.#prior[label] ?? 0)
    return shares
  }

  /** The label that a text brought to the row of `other` itself; −1 when it brought none. */
  #ownLabel(other: number, except: LabelPair | null): number {
    if (except === null) return -1
    const [label, ofOther] = this.#isReversed ? [except.row, except.column] : [except.column, except.row]
    return ofOther === other ? label : -1
  }
}
