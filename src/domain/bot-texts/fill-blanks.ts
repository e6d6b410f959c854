const blank = /\{([^{}]*)\}/gu

/** Each `{name}` that has a value gets it; the rest stays as it is written. */
export const fillBlanks = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(blank, (whole: string, name: string) =>
    Object.hasOwn(values, name.trim()) ? (values[name.trim()] ?? whole) : whole,
  )

/** Names of the blanks in a text, in their order. */
export const blanksIn = (text: string): readonly string[] =>
  [...text.matchAll(blank)].map(([, name = '']) => name.trim())

export const withoutBlanks = (text: string): string => text.replaceAll(blank, '')
