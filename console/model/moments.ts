/** Moments and days as people read them. */

/** «23 ноября 2026 г. в 14:05», by the clock of the browser. */
export const momentTitle = (iso: string): string =>
  new Intl.DateTimeFormat('ru', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(Date.parse(iso))

/** «7 декабря», of a day without a clock. */
export const dayTitle = (date: string): string =>
  new Intl.DateTimeFormat('ru', { timeZone: 'UTC', day: 'numeric', month: 'long' }).format(
    Date.parse(`${date}T00:00:00Z`),
  )
