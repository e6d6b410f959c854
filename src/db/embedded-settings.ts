/**
 * Settings of the embedded server, for one community or a region on a small machine: everything durable, memory modest.
 * They are given at every start, so a new version of the product changes them without touching the data folder.
 */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  timezone: 'UTC',

  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',

  shared_buffers: '128MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '1GB',
  random_page_cost: '1.1',
  jit: 'off',
  io_method: 'sync',

  // Citizens' words stand in statements and in the details of errors: neither may reach a log.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
} as const

/** What a throw-away server of a test run may give up: nobody needs its data after a power cut. */
const throwAwaySettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } as const

/** Command-line arguments of `postgres` for the settings. */
export function settingArguments(durability: 'durable' | 'throwAway'): readonly string[] {
  const chosen =
    durability === 'durable' ? settings : { ...settings, ...throwAwaySettings, max_connections: '200' }
  return Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}
