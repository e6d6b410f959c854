/** Imported before everything else: on an old Node the rest may fail with a message that helps nobody. */
const required = [20, 19]
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < required[0] || (major === required[0] && minor < required[1])) {
  console.error(
    `Нужен Node.js ${required.join('.')} или новее, а запущен ${process.versions.node}. Установите свежий с https://nodejs.org и повторите.`,
  )
  process.exit(1)
}
