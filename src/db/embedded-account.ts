import { execFile, spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { EmbeddedServerFault } from './embedded-fault.ts'

/**
 * PostgreSQL refuses to run as root. A root of ours therefore starts it under an ordinary account, which must still reach a
 * data folder and programs that may lie in folders closed to everyone but root (a clone in `mktemp -d`, in /root). Nobody's
 * permissions are changed for that: the account gets, only when it needs it, the one capability to pass closed folders.
 */

export interface Account {
  readonly uid: number
  readonly gid: number
}

/** Starts programs under the account that was chosen, with what it needs to reach its files. */
export type Launch = (program: string, args: readonly string[], stdio: StdioOptions) => ChildProcess

type Privilege = 'none' | '+dac_read_search' | '+dac_override'

/** From the least to the most: the first one with which the programs run and the folder is writable is taken. */
const privileges = ['none', '+dac_read_search', '+dac_override'] as const satisfies readonly Privilege[]

const accountNames = ['postgres', 'otklik-db'] as const
const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
const probeTimeoutMs = 10_000
const runFile = promisify(execFile)

/** The account for the server: null for an ordinary user (the server runs as that user), otherwise the folder's owner or a system account. */
export async function chooseAccount(
  owner: Account | null,
  onProgress: (text: string) => void,
): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null
  if (owner !== null && owner.uid !== 0) return owner
  return (await findAccount(accountNames)) ?? (await createAccount(onProgress)) ?? (await requireAccount())
}

/** Finds a way to run `program` that can write to `folder`; fails with a sentence when there is none. */
export async function chooseLaunch(
  account: Account | null,
  program: string,
  folder: string,
): Promise<Launch> {
  if (account === null) return launchAs(null, 'none')
  for (const privilege of privileges) {
    const launch = launchAs(account, privilege)
    if (await canRun(launch, program, folder)) return launch
  }
  const text = `PostgreSQL не работает от имени root, а пользователю с номером ${account.uid} недоступна папка ${folder}. Запустите Отклик от обычного пользователя, перенесите его в открытую папку или укажите DATABASE_URL.`
  throw new EmbeddedServerFault('notAccessible', text)
}

function launchAs(account: Account | null, privilege: Privilege): Launch {
  // A session of its own: Ctrl+C in the terminal must reach the product first and the database last.
  // An environment of its own: PGDATA, PGPORT or a broken locale of the shell must not change the server.
  const own = { cwd: '/', detached: true, env: { PATH: systemPath, LC_ALL: 'C', TZ: 'UTC' } }
  return (program, args, stdio) => {
    if (account === null) return spawn(program, args, { ...own, stdio })
    if (privilege === 'none') return spawn(program, args, { ...own, ...account, stdio })
    const identity = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups', '--no-new-privs']
    // The bit is for access(2), with which PostgreSQL looks at its own programs: without it that call ignores capabilities.
    const capability = [
      '--securebits=+no_setuid_fixup',
      `--inh-caps=-all,${privilege}`,
      `--ambient-caps=-all,${privilege}`,
    ]
    return spawn('setpriv', [...identity, ...capability, '--', program, ...args], { ...own, stdio })
  }
}

/** Tried rather than predicted: containers, mounts and security modules decide it in too many ways. */
function canRun(launch: Launch, program: string, folder: string): Promise<boolean> {
  const { promise, resolve } = deferred<boolean>()
  const child = launch('/bin/sh', ['-c', '"$0" -V && test -w "$1"', program, folder], 'ignore')
  const timer = setTimeout(() => child.kill('SIGKILL'), probeTimeoutMs)
  child.once('error', () => resolve(false))
  child.once('exit', (code) => resolve(code === 0))
  return promise.finally(() => clearTimeout(timer))
}

async function findAccount(names: readonly string[]): Promise<Account | null> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => ''))
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of names) {
    const [, , uid, gid] = lines.find(([candidate]) => candidate === name) ?? []
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) }
  }
  return null
}

async function createAccount(onProgress: (text: string) => void): Promise<Account | null> {
  onProgress('создаю системного пользователя otklik-db: от имени root PostgreSQL не работает')
  const flags = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin']
  // It may fail because another start has just made the same account, or because /etc is read-only: what is there decides.
  await runFile('useradd', [...flags, 'otklik-db'], { timeout: probeTimeoutMs }).catch(() => undefined)
  return findAccount(accountNames)
}

async function requireAccount(): Promise<Account> {
  const account = await findAccount(['nobody'])
  if (account !== null) return account
  const text =
    'PostgreSQL не работает от имени root, а завести для него пользователя не получилось. Запустите Отклик от обычного пользователя или укажите DATABASE_URL.'
  throw new EmbeddedServerFault('accountMissing', text)
}

function deferred<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void } {
  let resolve: (value: Value) => void = () => undefined
  const promise = new Promise<Value>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
