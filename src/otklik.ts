/** `otklik <command>`: the result on stdout, everything else on stderr; exit 0 done, 1 refused, 2 wrong usage. */
import { type Config, loadConfig } from './config.ts'
import { createHistoryFile } from './app/train-history-file.ts'
import { createModelFiles } from './app/train-model-files.ts'
import { realClock } from './clock.ts'
import { compareRouting } from './app/import/what-if.ts'
import { findPastTickets } from './db/past-tickets.ts'
import { addSeconds } from './domain/time.ts'
import { createDecisionStore } from './db/decision-store.ts'
import { createImportStore } from './db/import-store.ts'
import { createInviteStore } from './db/invite-store.ts'
import { createPersonStore } from './db/person-queries.ts'
import { loadRegion } from './db/load-region.ts'
import { createLogExport } from './db/log-export.ts'
import { sealTokens } from './db/seal-tokens.ts'
import { realSecrets } from './secrets.ts'
import { createTokenVault, newTokenKey } from './token-vault.ts'
import { explainStart } from './start/problem.ts'
import { buildUnderstand } from './text/build-understand.ts'
import { textModelFromBytes } from './text/text-model-bytes.ts'
import { trainModel } from './text/train-model.ts'
import { runBackup } from './cli/commands/backup.ts'
import { runClassify } from './cli/commands/classify.ts'
import { runDoctor } from './cli/commands/doctor.ts'
import { runEvaluate } from './cli/commands/evaluate.ts'
import { exportsLog, runExportLog } from './cli/commands/export-log.ts'
import { runExport } from './cli/commands/export.ts'
import { runImport } from './cli/commands/import.ts'
import { runInit } from './cli/commands/init.ts'
import { runInvite } from './cli/commands/invite.ts'
import { runPerson } from './cli/commands/person.ts'
import { runRestore } from './cli/commands/restore.ts'
import { runTokens } from './cli/commands/tokens.ts'
import { type Command, statisticsCommands } from './otklik-statistics.ts'
import { runTrain } from './cli/commands/train.ts'
import { type CommandDatabase, openCommandDatabase } from './start/command-database.ts'
import { backupInstallation, restoreInstallation } from './start/copies.ts'
import { openQuestions, prepareInit } from './start/settings-file.ts'
import { examineInstallation } from './start/doctor/examine.ts'

const whatIfSeconds = 30 * 24 * 3600

const stdout = (text: string): void => void process.stdout.write(text)
const stderr = (text: string): void => void process.stderr.write(text)

const commands: readonly Command[] = [
  ...statisticsCommands({ stdout, stderr }),
  {
    name: 'invite',
    summary: 'одноразовый код для координатора или сотрудника',
    run: (argv, { prisma }) =>
      runInvite(argv, {
        stdout,
        stderr,
        store: createInviteStore(prisma),
        secrets: realSecrets,
        now: realClock.now(),
      }),
  },
  {
    name: 'person',
    summary: 'что хранится о человеке; удалить это и составить акт',
    run: (argv, { pool }, { timeZone }) =>
      runPerson(argv, {
        stdout,
        stderr,
        store: createPersonStore(pool),
        now: realClock.now(),
        timeZone,
      }),
  },
  {
    name: 'import',
    summary: 'загрузить справочник из CSV или XLSX',
    run: async (argv, { pool, prisma }, { dataDir, tokenKeys }) =>
      runImport(argv, {
        stdout,
        stderr,
        ...(process.stderr.isTTY ? { progress: stderr } : {}),
        store: createImportStore(prisma, createTokenVault(tokenKeys)),
        whatIf: async (before, after) => {
          const trained = await createModelFiles(dataDir, textModelFromBytes).loadLive()
          const tickets = await findPastTickets(pool, addSeconds(realClock.now(), -whatIfSeconds))
          return compareRouting(tickets, before, after, (directory) => buildUnderstand(directory, trained))
        },
      }),
  },
  {
    name: 'export',
    summary: 'выгрузить в CSV справочник, обращения или события',
    run: (argv, { prisma, pool }, { timeZone, tokenKeys }) =>
      exportsLog(argv[0])
        ? runExportLog(argv, { stdout, stderr, log: createLogExport(pool, timeZone), timeZone })
        : runExport(argv, { stdout, stderr, store: createImportStore(prisma, createTokenVault(tokenKeys)) }),
  },
  {
    name: 'classify',
    summary: 'показать, как бот понимает текст',
    run: async (argv, { prisma }, { dataDir }) => {
      const trained = await createModelFiles(dataDir, textModelFromBytes).loadLive()
      return runClassify(argv, {
        stdout,
        stderr,
        loadDirectory: async () => (await loadRegion(prisma)).directory,
        buildUnderstand: (directory) => buildUnderstand(directory, trained),
      })
    },
  },
  {
    name: 'train',
    summary: 'обучить на истории обращений; --list и --back — какие модели есть и вернуться к прежней',
    run: (argv, { prisma, pool }, { dataDir }) =>
      runTrain(argv, {
        stdout,
        stderr,
        store: createModelFiles(dataDir, textModelFromBytes),
        trainModel,
        history: createHistoryFile(dataDir),
        decisionStore: createDecisionStore(pool),
        now: realClock.now(),
        loadDirectory: async () => (await loadRegion(prisma)).directory,
      }),
  },
]

interface InstallationCommand {
  readonly name: string
  readonly summary: string
  readonly run: (argv: readonly string[], config: Config) => Promise<number>
}

/** These need the settings, and take the database as it is. */
const installationCommands: readonly InstallationCommand[] = [
  {
    name: 'backup',
    summary: 'копия всего: база, модели, вложения, настройки',
    run: (argv, config) =>
      runBackup(argv, {
        stdout,
        stderr,
        backup: (target, onTable) => backupInstallation(config, target, stderr, onTable),
      }),
  },
  {
    name: 'restore',
    summary: 'вернуть копию в пустую базу',
    run: (argv, config) =>
      runRestore(argv, {
        stdout,
        stderr,
        restore: (file, onTable) => restoreInstallation(config, file, stderr, onTable),
      }),
  },
  {
    name: 'tokens',
    summary: 'зашифровать ключи сообществ в базе или сменить ключ шифрования',
    run: (argv, config) => {
      const seal = () =>
        withCommandDatabase(config, ({ pool }) => sealTokens(pool, createTokenVault(config.tokenKeys)))
      return runTokens(argv, {
        stdout,
        stderr,
        newKey: newTokenKey,
        seal: config.tokenKeys.length === 0 ? null : seal,
      })
    },
  },
]

interface FileCommand {
  readonly name: string
  readonly summary: string
  readonly run: (argv: readonly string[]) => Promise<number>
}

/** These open neither settings nor database, or do it in their own way. */
const fileCommands: readonly FileCommand[] = [
  {
    name: 'init',
    summary: 'спросить ключи и настройки и записать .env',
    run: async (argv) => {
      const { close: closeVk, ...prepared } = prepareInit(process.cwd())
      const questions = openQuestions(process.stdin, process.stdout)
      try {
        return await runInit(argv, { stdout, stderr, ask: questions.ask, ...prepared })
      } finally {
        questions.close()
        closeVk()
      }
    },
  },
  {
    name: 'doctor',
    summary: 'проверить машину, настройки, базу и сообщества',
    run: (argv) => runDoctor(argv, { stdout, stderr, examine: () => examineInstallation(loadConfig()) }),
  },
  {
    name: 'evaluate',
    summary: 'измерить, как верно угадываются тема и учреждение',
    run: (argv) =>
      runEvaluate(argv, {
        stdout,
        stderr,
        trainModel,
        nowMs: () => performance.now(),
      }),
  },
]

const usage = [
  'Использование: otklik <команда> [параметры]',
  '',
  '  start     запустить Отклик (то же, что npm start)',
  ...[...commands, ...installationCommands, ...fileCommands].map(
    ({ name, summary }) => `  ${name.padEnd(9)} ${summary}`,
  ),
  '',
].join('\n')

async function run([name, ...argv]: readonly string[]): Promise<number> {
  const fileCommand = fileCommands.find((candidate) => candidate.name === name)
  if (fileCommand !== undefined) return fileCommand.run(argv)
  const command = commands.find((candidate) => candidate.name === name)
  const installationCommand = installationCommands.find((candidate) => candidate.name === name)
  if (command === undefined && installationCommand === undefined) return explainUsage(name)
  const loaded = loadConfig()
  if (!loaded.ok) {
    stderr(`${loaded.problems.join('\n')}\n`)
    return 1
  }
  if (command === undefined) return installationCommand?.run(argv, loaded.config) ?? 2
  const { config } = loaded
  return withCommandDatabase(config, (database) => command.run(argv, database, config))
}

async function withCommandDatabase<Value>(
  config: Config,
  use: (database: CommandDatabase) => Promise<Value>,
): Promise<Value> {
  const database = await openCommandDatabase(config, stderr)
  try {
    return await use(database)
  } finally {
    await database.close()
  }
}

function explainUsage(name: string | undefined): number {
  const isAsked = name === 'help' || name === '--help'
  const isUnknown = name !== undefined && !isAsked
  const write = isAsked ? stdout : stderr
  write(`${isUnknown ? `Команды «${name}» нет.\n` : ''}${usage}`)
  return isAsked ? 0 : 2
}

if (process.argv[2] === 'start') await import('./main.ts')
else {
  const exitCode = await run(process.argv.slice(2)).catch((error: unknown) => {
    stderr(`${explainStart(error)}\n`)
    return 1
  })
  // A pipe may still be taking the result; the schema engine keeps a timer that must not keep the command.
  process.stdout.write('', () => process.exit(exitCode))
}
