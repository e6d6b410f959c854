/** What is known of a text of the bot that a region may put in its own words. */

/** What the bot fills in: `{номер}`. */
export interface Blank {
  /** What stands there, for the coordinator. */
  readonly meaning: string
  readonly example: string
  /** Without it the citizen would miss what matters. */
  readonly isRequired: boolean
}

export interface BotText {
  readonly group: (typeof botTextGroups)[number]
  readonly title: string
  /** When a citizen reads it. */
  readonly where: string
  readonly usual: string
  /** Far below VK's 4,096: people read on a phone. */
  readonly charactersMax: number
  readonly blanks: Readonly<Record<string, Blank>>
  /** The citizen must learn here that no person is speaking. */
  readonly namesBot?: true
  /** Said after it, always and in these words. */
  readonly tail?: string
}

/** In the order in which a citizen meets them. */
export const botTextGroups = [
  'Начало разговора',
  'Уточняющие вопросы',
  'Готовый ответ',
  'Номер и срок',
  'Пока обращение в работе',
  'После ответа',
] as const
