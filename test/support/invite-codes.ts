/** What comes of each code that a person may send to a desk in memory. */
export const codes: Readonly<Record<string, 'good' | 'codeUsed' | 'codeExpired'>> = {
  '7F3K9Q2M': 'good',
  '2222USED': 'codeUsed',
  '22222PST': 'codeExpired',
}
