import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseSync } from 'vite'

/** What the tests of the architecture look at in one file; from its parsed form, never from its text. */
export interface SourceFile {
  /** From the project's root, with forward slashes: `src/domain/ticket.ts`. */
  readonly path: string
  readonly isTest: boolean
  /** As written: `node:fs`, `../app/ports.ts`. Types, re-exports and import() included. */
  readonly imports: readonly string[]
  /** Those that are loaded together with the file: no types, no import(). */
  readonly loads: readonly string[]
  readonly hasDefaultExport: boolean
  readonly readsEnvironment: boolean
  readonly usesDate: boolean
}

const skippedFolders = new Set(['node_modules', 'dist', 'generated'])

/** All TypeScript files under the folders of the project's root that exist. */
export function readSourceFiles(projectFolder: string, folders: readonly string[]): readonly SourceFile[] {
  return folders
    .flatMap((folder) => listFiles(projectFolder, folder))
    .map((file) => readSourceFile(projectFolder, file))
}

function listFiles(projectFolder: string, folder: string): readonly string[] {
  const absolute = path.join(projectFolder, folder)
  return readdirSync(absolute, { withFileTypes: true }).flatMap((entry) => {
    const child = `${folder}/${entry.name}`
    if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : listFiles(projectFolder, child)
    return /\.tsx?$/.test(entry.name) ? [child] : []
  })
}

function readSourceFile(projectFolder: string, file: string): SourceFile {
  const text = readFileSync(path.join(projectFolder, file), 'utf8')
  const { program, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message ?? ''}`)
  const nodes = [...walk(program)]
  return {
    path: file,
    isTest: /\.test\.tsx?$/.test(file) || file.startsWith('test/'),
    imports: nodes.flatMap(importedBy),
    loads: nodes.filter(isLoaded).flatMap(importedBy),
    hasDefaultExport: nodes.some(({ type }) => type === 'ExportDefaultDeclaration'),
    readsEnvironment: nodes.some(isProcessEnv),
    usesDate: nodes.some(({ type, name }) => type === 'Identifier' && name === 'Date'),
  }
}

type SyntaxNode = Readonly<Record<string, unknown>>

const importTypes = new Set<unknown>([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
])

function importedBy({ type, source }: SyntaxNode): readonly string[] {
  if (!importTypes.has(type) || !isSyntaxNode(source)) return []
  return typeof source['value'] === 'string' ? [source['value']] : []
}

const isLoaded = ({ type, importKind, exportKind }: SyntaxNode): boolean =>
  type !== 'ImportExpression' && type !== 'TSImportType' && importKind !== 'type' && exportKind !== 'type'

function isProcessEnv({ type, object, property }: SyntaxNode): boolean {
  if (type !== 'MemberExpression' || !isSyntaxNode(object) || !isSyntaxNode(property)) return false
  return object['name'] === 'process' && (property['name'] === 'env' || property['value'] === 'env')
}

function* walk(node: unknown): Generator<SyntaxNode> {
  if (Array.isArray(node)) for (const child of node) yield* walk(child)
  else if (isSyntaxNode(node)) {
    yield node
    for (const child of Object.values(node)) yield* walk(child)
  }
}

function isSyntaxNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
