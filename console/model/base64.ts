/** Bytes as text of JSON. In portions: a call takes no million arguments. */
export function base64Of(bytes: Uint8Array): string {
  let binary = ''
  for (let start = 0; start < bytes.length; start += portion)
    binary += String.fromCodePoint(...bytes.subarray(start, start + portion))
  return btoa(binary)
}

const portion = 8_192
