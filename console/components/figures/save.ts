/** Offers something as a file; the browser asks where to. */
export function save(name: string, address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
}

export function saveText(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  save(name, address)
  setTimeout(() => URL.revokeObjectURL(address), 1_000)
}
