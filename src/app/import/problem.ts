/** What is wrong with a file, so that a person finds the cell and knows what to write there. */
export interface ImportProblem {
  /** Line of the file where the row begins, the header being 1; null when the file as a whole is wrong. */
  readonly line: number | null
  readonly column: string | null
  /** In Russian, in plain words; never holds a token. */
  readonly reason: string
}

export function describeProblem({ line, column, reason }: ImportProblem): string {
  const where = [line === null ? '' : `строка ${line}`, column === null ? '' : `столбец «${column}»`]
    .filter((part) => part !== '')
    .join(', ')
  return where === '' ? reason : `${where}: ${reason}`
}
