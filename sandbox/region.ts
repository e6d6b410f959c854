import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { purposes, type Purpose } from './world/community.ts'
import { staffRoles, type Person, type Post } from './world/person.ts'

export type RegionCommunity = {
  readonly groupId: number
  readonly name: string
  readonly institution: string
  readonly municipality: string
  readonly token: string
  readonly purpose: Purpose
}

/** The people and communities that a sandbox begins with. */
export type Region = { readonly communities: readonly RegionCommunity[]; readonly people: readonly Person[] }

export const emptyRegion: Region = { communities: [], people: [] }

const id = z.coerce.number().int().positive()
const text = z.string().trim()
const name = text.min(1)

const communityRow = z.object({
  group_id: id,
  title: name,
  institution: text.default(''),
  municipality: text.default(''),
  token: text.default(''),
  purpose: z.enum(purposes).default('public'),
})
const staffRow = z.object({
  vk_user_id: id,
  first_name: name,
  last_name: name,
  role: z.enum(staffRoles),
  institution: text.default(''),
  municipality: text.default(''),
})
const citizenRow = z.object({ vk_user_id: id, first_name: name, last_name: name })
const institutionRow = z.object({ code: name, title: text.default(''), short_title: text.default('') })

/**
 * Reads a folder of `;`-separated files: communities.csv, and staff.csv, citizens.csv, institutions.csv where present.
 * Columns that the sandbox does not use pass.
 * @throws Error with one sentence that names the file, the line and the column.
 */
export async function loadRegion(folder: string): Promise<Region> {
  const communities = await readRows(folder, 'communities.csv', communityRow, { isRequired: true })
  const staff = await readRows(folder, 'staff.csv', staffRow)
  const citizens = await readRows(folder, 'citizens.csv', citizenRow)
  const institutions = await readRows(folder, 'institutions.csv', institutionRow)
  const titles = new Map(
    institutions.map((row) => [row.code, row.short_title === '' ? row.title : row.short_title]),
  )
  return {
    communities: communities.map((row) => ({ ...row, groupId: row.group_id, name: row.title })),
    people: mergePeople(staff, citizens, titles),
  }
}

/** A person on several staff rows holds several posts; a citizen who also works somewhere stays one person. */
function mergePeople(
  staff: readonly z.infer<typeof staffRow>[],
  citizens: readonly z.infer<typeof citizenRow>[],
  titles: ReadonlyMap<string, string>,
): readonly Person[] {
  const people = new Map<number, Person>()
  const rows = [
    ...staff.map((row) => ({ ...row, posts: [postOf(row, titles)] })),
    ...citizens.map((row) => ({ ...row, posts: [] })),
  ]
  for (const row of rows) {
    const known = people.get(row.vk_user_id)
    const posts = [...(known?.posts ?? []), ...row.posts]
    people.set(row.vk_user_id, {
      userId: row.vk_user_id,
      firstName: known?.firstName ?? row.first_name,
      lastName: known?.lastName ?? row.last_name,
      posts,
    })
  }
  return [...people.values()]
}

function postOf(row: z.infer<typeof staffRow>, titles: ReadonlyMap<string, string>): Post {
  return {
    role: row.role,
    institution: row.institution,
    institutionTitle: titles.get(row.institution) ?? row.institution,
    municipality: row.municipality,
  }
}

async function readRows<Row>(
  folder: string,
  file: string,
  schema: z.ZodType<Row>,
  options: { readonly isRequired: boolean } = { isRequired: false },
): Promise<readonly Row[]> {
  const csv = await readText(path.join(folder, file), options.isRequired)
  if (csv === null) return []
  const records: unknown[] = parse(csv, { delimiter: ';', bom: true, columns: true, skip_empty_lines: true })
  return records.map((record, index) => {
    const parsed = schema.safeParse(record)
    if (parsed.success) return parsed.data
    const issue = parsed.error.issues[0]
    throw new Error(
      `${file}, record ${index + 1}, column ${issue?.path.join('.') ?? '?'}: ${issue?.message ?? 'bad row'}`,
    )
  })
}

async function readText(file: string, isRequired: boolean): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (isMissing && !isRequired) return null
    throw new Error(`Cannot read ${file}`, { cause: error })
  }
}
