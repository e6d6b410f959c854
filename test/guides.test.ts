import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')
const guides = readdirSync(path.join(root, 'docs', 'guides')).map((name) => path.join('docs', 'guides', name))

/** Commands as they stand in the program's own table. */
const commands = new Set(
  ['src/otklik.ts', 'src/otklik-statistics.ts'].flatMap((file) =>
    [...read(file).matchAll(/^ {4}name: '([a-z]+)'/gmu)].map((match) => match[1] ?? ''),
  ),
)

describe('guides', () => {
  it.each(guides)('%s names only commands, scripts and files that exist', (guide) => {
    const text = read(guide)
    const called = [...text.matchAll(/npx otklik ([a-z]+)/gu)].map((match) => match[1] ?? '')
    const scripts = [...text.matchAll(/npm run ([a-z:]+)/gu)].map((match) => match[1] ?? '')
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/gu)].map((match) =>
      path.join(path.dirname(guide), match[1] ?? ''),
    )

    expect(commands.size).toBeGreaterThan(10)
    expect(called.filter((name) => !commands.has(name))).toEqual([])
    expect(scripts.filter((name) => !read('package.json').includes(`"${name}":`))).toEqual([])
    expect(links.filter((file) => !existsSync(path.join(root, file)))).toEqual([])
  })

  it.each(guides)('%s shows what it tells of', (guide) => {
    expect(read(guide)).toMatch(/!\[[^\]]{10,}\]\(\.\.\/images\/.+\)/u)
  })

  it('the first day presses only buttons that the bot has, and begins with files that are there', () => {
    const text = read('docs/guides/first-day.md')
    const scenes = readdirSync(path.join(root, 'scenes'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => read(path.join('scenes', name)))
      .join('\n')
    const pressed = [...text.matchAll(/(?:Нажмите|нажмите|и) «([^»]+)»/gu)].map((match) => match[1] ?? '')

    expect(pressed.length).toBeGreaterThan(2)
    expect(pressed.filter((label) => !scenes.includes(`'${label}'`))).toEqual([])
    for (const [, file = ''] of text.matchAll(/\| `(\w[\w-]*\.csv)`/gu))
      expect(existsSync(path.join(root, 'docs', 'examples', 'region', file))).toBe(true)
  })
})
