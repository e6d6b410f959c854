/** Picks the form that goes with a number: `plural(5, 'обращение', 'обращения', 'обращений')`. */
export function plural(count: number, one: string, few: string, many: string): string {
  const form = new Intl.PluralRules('ru').select(count)
  return form === 'one' ? one : form === 'few' ? few : many
}
