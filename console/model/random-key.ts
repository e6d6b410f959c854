/** A UUID of version 4. By hand: `crypto.randomUUID` is not there on pages without TLS. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = [...bytes].map((byte, index) => marked(byte, index).toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** Version and variant, as RFC 9562 puts them. */
function marked(byte: number, index: number): number {
  if (index === 6) return (byte % 16) + 0x40
  return index === 8 ? (byte % 64) + 0x80 : byte
}
