import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportDirectory, withoutTokens } from '../../src/app/import/export-directory.ts'
import { importDirectory } from '../../src/app/import/import-directory.ts'
import { importRegionFolder } from '../../src/app/import/import-region-folder.ts'
import { importKinds } from '../../src/app/import/records.ts'
import { loadRegion } from '../../src/db/load-region.ts'
import { type OpenImportStore, openImportStore } from './open-import-store.ts'

const files = { topicsFile: 'taxonomy/topics.csv' }
let open: OpenImportStore

beforeAll(async () => {
  open = await openImportStore()
})

afterAll(() => open.close())

describe('the sample region', () => {
  it('comes in whole, and the second time nothing changes', async () => {
    const versionBefore = await directoryVersion()

    const first = await importRegionFolder(open.store, 'sandbox/region', files)
    const versionAfter = await directoryVersion()
    const second = await importRegionFolder(open.store, 'sandbox/region', files)

    expect(first).toMatchObject({ ok: true })
    if (!first.ok || !second.ok) return
    expect(first.value.map(({ kind }) => kind)).toEqual([...importKinds])
    // The sample region speaks in the usual words: its file of texts is empty.
    const filled = first.value.filter(({ kind }) => kind !== 'texts')
    expect(filled.every(({ added, changed }) => added > 0 && changed === 0)).toBe(true)
    expect(versionAfter).toBe(versionBefore + 1)
    expect(second.value.every(({ added, changed }) => added + changed === 0)).toBe(true)
    expect(second.value.map(({ unchanged }) => unchanged)).toEqual(first.value.map(({ added }) => added))
    expect(await directoryVersion()).toBe(versionAfter)
  })

  it('goes out as it came in', async () => {
    const records = await open.store.read()

    for (const kind of importKinds) {
      const file = kind === 'topics' ? files.topicsFile : `sandbox/region/${kind}.csv`
      const sorted = (text: string) => text.trim().split('\n').toSorted()
      expect(sorted(exportDirectory(records, kind))).toEqual(sorted(await readFile(file, 'utf8')))
    }
    expect(exportDirectory(withoutTokens(records), 'communities')).not.toContain('sandbox-1001')
  })

  it('keeps the tokens when a file without them comes back', async () => {
    const exported = exportDirectory(withoutTokens(await open.store.read()), 'communities')

    const imported = await importDirectory(open.store, 'communities', exported)

    expect(imported).toMatchObject({ ok: true, value: { added: 0, changed: 0 } })
    const { token } = await open.prisma.community.findUniqueOrThrow({ where: { groupId: 1001 } })
    expect(token).toBe('sandbox-1001')
  })

  it('loads as a directory with a tree of institutions', async () => {
    const { directory, roster } = await loadRegion(open.prisma)
    const byCode = new Map([...directory.institutions.values()].map((item) => [item.code, item]))

    expect(byCode.get('zar-roads')?.parentId).toBe(byCode.get('zar-adm')?.id)
    expect(directory.topics.size).toBe(130)
    expect(roster.find(({ lastName }) => lastName === 'Синицына')?.memberships).toMatchObject([
      { role: 'coordinator', institutionId: null, municipalityId: null },
    ])
  })

  it('has an owner or a stand-in for every topic', async () => {
    const { directory } = await loadRegion(open.prisma)
    const kinds = new Set([
      'SELF',
      'CUR',
      'FED',
      ...[...directory.institutions.values()].flatMap((i) => i.answersFor),
    ])

    const orphans = [...directory.topics.values()].filter(
      ({ responsibleKind, fallbackKind }) => !kinds.has(responsibleKind) && !kinds.has(fallbackKind ?? ''),
    )

    expect(orphans.map(({ id }) => id)).toEqual([])
  })

  it('lets everybody of the staff be reached in the staff community', async () => {
    const unreachable = await open.prisma.staff.count({ where: { contactGroupId: null } })
    const elsewhere = await open.prisma.staff.count({ where: { contactGroupId: { not: 1000 } } })

    expect(unreachable).toBe(0)
    expect(elsewhere).toBe(0)
  })
})

async function directoryVersion(): Promise<number> {
  const setting = await open.prisma.setting.findUniqueOrThrow({ where: { key: 'directoryVersion' } })
  return Number(setting.value)
}
