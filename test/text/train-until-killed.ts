/** A training as a process that a test kills: `train-until-killed.ts FOLDER NOW`. */
import { trainChallenger } from '../../src/app/train-champion.ts'
import { createModelFiles } from '../../src/app/train-model-files.ts'
import { textModelFromBytes } from '../../src/text/text-model-bytes.ts'
import { trainModel } from '../../src/text/train-model.ts'
import { givenAppeals } from './given-appeals.ts'

const [folder = '', now = ''] = process.argv.slice(2)
process.stdout.write('began\n')
await trainChallenger(
  { store: createModelFiles(folder, textModelFromBytes), trainModel, now },
  givenAppeals(),
)
process.stdout.write('ended\n')
