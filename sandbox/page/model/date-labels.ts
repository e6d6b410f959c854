/**
 * Dates as a messenger says them. Moments are VK's epoch seconds; Intl takes milliseconds directly, so no date library
 * is loaded. The time zone is the browser's unless a test names one.
 */

const dayMs = 86_400_000

export function timeLabel(epochSeconds: number, timeZone?: string): string {
  return format(epochSeconds, { hour: '2-digit', minute: '2-digit' }, timeZone)
}

/** The label between two days of a conversation. */
export function dayLabel(epochSeconds: number, nowMs: number, timeZone?: string): string {
  const day = dayKey(epochSeconds, timeZone)
  if (day === dayKey(nowMs / 1000, timeZone)) return 'Сегодня'
  if (day === dayKey((nowMs - dayMs) / 1000, timeZone)) return 'Вчера'
  return dateLabel(epochSeconds, nowMs, timeZone)
}

/** The short label in a list of dialogs. */
export function listLabel(epochSeconds: number, nowMs: number, timeZone?: string): string {
  const day = dayKey(epochSeconds, timeZone)
  if (day === dayKey(nowMs / 1000, timeZone)) return timeLabel(epochSeconds, timeZone)
  if (day === dayKey((nowMs - dayMs) / 1000, timeZone)) return 'вчера'
  return format(epochSeconds, { day: 'numeric', month: 'short' }, timeZone)
}

/** Equal for moments of one calendar day. */
export function dayKey(epochSeconds: number, timeZone?: string): string {
  return format(epochSeconds, { year: 'numeric', month: '2-digit', day: '2-digit' }, timeZone)
}

function dateLabel(epochSeconds: number, nowMs: number, timeZone?: string): string {
  const isThisYear =
    format(epochSeconds, { year: 'numeric' }, timeZone) ===
    format(nowMs / 1000, { year: 'numeric' }, timeZone)
  const label = format(
    epochSeconds,
    { day: 'numeric', month: 'long', ...(isThisYear ? {} : { year: 'numeric' }) },
    timeZone,
  )
  return label.replace(/\s*г\.$/, '')
}

const formatters = new Map<string, Intl.DateTimeFormat>()

// Making a formatter costs about as much as drawing a bubble; a long conversation needs only a few kinds.
function format(
  epochSeconds: number,
  options: Intl.DateTimeFormatOptions,
  timeZone: string | undefined,
): string {
  const key = `${timeZone ?? ''} ${Object.entries(options).join(' ')}`
  let formatter = formatters.get(key)
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('ru-RU', { ...options, timeZone })
    formatters.set(key, formatter)
  }
  return formatter.format(epochSeconds * 1000)
}
