import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Root of the checkout: scripts work from any current folder. */
export const projectFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')

export const inProject = (...names) => path.join(projectFolder, ...names)
