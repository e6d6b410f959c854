/**
 * What is to happen at a moment without anybody writing: `send` an answer that may still be called back, `rating` ask
 * whether it helped, `promise` ask whether it was done, `reminder` tell who has not answered, `draft` register what was
 * left unsaid, `digest` tell an institution of its day, `report` of its week, `monthReport` the
 * coordinators of the month, `calendar` look whether the next year is
 * known, `erasure` forget a person, `retention` forget what is old, `pause` end the pause of a clock,
 * `quiet` tell what waited for the end of somebody's quiet hours.
 */
export const timerKinds = [
  'send',
  'rating',
  'promise',
  'reminder',
  'draft',
  'digest',
  'report',
  'monthReport',
  'calendar',
  'erasure',
  'retention',
  'pause',
  'quiet',
] as const
export type TimerKind = (typeof timerKinds)[number]
