import { existsSync, readFileSync } from 'node:fs'
import { inProject } from './project.mjs'
import { StepFailed } from './report.mjs'
import { runTool } from './run-tool.mjs'
import { hashOfTexts, isStampCurrent, stampFile, writeStamp } from './stamp.mjs'

const schema = 'prisma/schema.prisma'

/** The typed database client, generated from prisma/schema.prisma and not committed. */
export const client = {
  title: 'клиент базы данных',
  isCurrent: () =>
    existsSync(inProject('src/db/generated/client.ts')) && isStampCurrent(stampFile('client'), schemaHash()),
  run: async (say) => {
    const { code, tail } = await runTool({
      command: process.execPath,
      args: [inProject('node_modules/prisma/build/index.js'), 'generate', `--schema=${schema}`],
      env: {
        // Generating does not use this engine, but looks for it and would download it: any existing program will do.
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
        CHECKPOINT_DISABLE: '1',
      },
      say,
      what: 'создаю клиент базы данных',
    })
    if (code !== 0) throw new StepFailed(`Клиент базы данных не создан: проверьте ${schema}.`, tail)
    writeStamp(stampFile('client'), schemaHash())
  },
}

function schemaHash() {
  return hashOfTexts(
    readFileSync(inProject(schema), 'utf8'),
    readFileSync(inProject('package-lock.json'), 'utf8'),
  )
}
