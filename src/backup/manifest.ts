/** What lies in a copy, written last and read first. */
import { z } from 'zod'

const entrySchema = z.object({
  /** Path inside the archive. */
  path: z.string(),
  bytes: z.number().int().nonnegative(),
  /** Hex. */
  sha256: z.string(),
})
export type ArchivedEntry = z.infer<typeof entrySchema>

const identifier = z.string().regex(/^[a-z_][a-z0-9_]*$/u)

const tableSchema = entrySchema.extend({
  name: identifier,
  columns: z.array(identifier).min(1),
  rows: z.number().int().nonnegative(),
})
export type ArchivedTable = z.infer<typeof tableSchema>

export const manifestSchema = z.object({
  format: z.literal('otklik-backup'),
  /** Raised when an older Отклик could no longer read the copy. */
  formatVersion: z.literal(1),
  createdAt: z.string(),
  /** Migrations that the database had, in their order. */
  migrations: z.array(z.string()),
  /** In an order in which their rows can be put back: what is referred to comes first. */
  tables: z.array(tableSchema),
  sequences: z.array(
    z.object({ name: identifier, value: z.string().regex(/^-?\d+$/u), isCalled: z.boolean() }),
  ),
  files: z.array(entrySchema),
})
export type Manifest = z.infer<typeof manifestSchema>

export const manifestPath = 'manifest.json'
