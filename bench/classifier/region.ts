/** The sandbox's region and the taxonomy as a directory, without a database. */
import { directoryOf } from '../../src/app/import/directory-of-records.ts'
import { importRegionFolder } from '../../src/app/import/import-region-folder.ts'
import type { ImportStore } from '../../src/app/import/ports.ts'
import { noRecords } from '../../src/app/import/records.ts'
import type { Directory } from '../../src/domain/directory.ts'

const nothingKept: ImportStore = {
  read: () => Promise.resolve(noRecords),
  update: (decide) => Promise.resolve(decide(noRecords).outcome),
}

export async function readRegion(): Promise<Directory> {
  let directory: Directory | null = null
  const imported = await importRegionFolder(nothingKept, 'sandbox/region', {
    topicsFile: 'taxonomy/topics.csv',
    dryRun: true,
    onDecided: (_, after) => {
      directory = directoryOf(after)
    },
  })
  if (!imported.ok || directory === null) throw new Error('the region of the sandbox cannot be read')
  return directory
}
