/** What the product is told of the configuration. */
import path from 'node:path'
import type { FileStorage } from '../app/file-ports.ts'
import type { Config } from '../config.ts'
import { createLocalStorage } from '../files/local-storage.ts'
import { createS3Storage } from '../files/s3-storage.ts'

export const settingsOf = (config: Config) => ({
  timeZone: config.timeZone,
  undoSeconds: config.answerUndoSeconds,
  pauseSeconds: config.clarifyPauseSeconds,
  silenceSeconds: config.silenceSeconds,
  personalDataMonths: config.personalDataMonths,
  queueDays: config.queueDays,
  fileBytesMax: config.fileBytesMax,
  vkApp: config.vkApp,
  vkIdApp: config.vkIdApp,
  officialWays: config.officialWays,
  fileStorage: openFileStorage(config),
  consoleUrl: consoleUrlOf(config),
})

/** Where staff open the console, without a slash at the end. */
export function consoleUrlOf({ consoleUrl, host, port }: Config): string {
  return consoleUrl ?? `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`
}

const openFileStorage = ({ filesS3, dataDir }: Config): FileStorage =>
  filesS3 === null ? createLocalStorage(path.join(dataDir, 'files')) : createS3Storage(filesS3)
