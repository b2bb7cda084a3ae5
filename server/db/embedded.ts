// A folder → a running embedded PostgreSQL that speaks on a socket, or the socket of the process that already runs it.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { takeLock } from './lock.ts'
import { DatabaseError } from './problem.ts'

/** More would only wait: the embedded database does one thing at a time. */
export const EMBEDDED_CONNECTIONS = 16

const PORT = 5432

export type Embedded = {
  /** What a PostgreSQL driver takes for `host` and `port`. */
  readonly host: string
  readonly port: number
  /** Whether this process runs it, or another one that was there before. */
  readonly own: boolean
  /** The whole database as one compressed file, as of now. */
  dump(): Promise<Uint8Array>
  close(): Promise<void>
}

/**
 * Opens the database in `folder`, which is made where there is none; `restore` names a dump to begin with, for a folder
 * that has no database yet.
 */
export async function openEmbedded(folder: string, restore?: string): Promise<Embedded> {
  const home = resolve(folder)
  await mkdir(home, { recursive: true, mode: 0o700 })
  const socket = socketFolder(home)
  await mkdir(socket, { recursive: true, mode: 0o700 })
  const release = takeLock(join(home, 'lock'))
  if (!release) return joined(socket)
  try {
    if (restore !== undefined && existsSync(join(home, 'pgdata')))
      throw new DatabaseError('occupied', `「${folder}」里已经有数据库，恢复要写到一个空文件夹里`)
    return await started(home, socket, release, restore)
  } catch (error) {
    release()
    throw error
  }
}

/** Paths of sockets may not be longer than about a hundred characters, so they lie apart from the data. */
function socketFolder(home: string): string {
  const name = createHash('sha256').update(home).digest('hex').slice(0, 16)
  return join(tmpdir(), `duixian-${process.getuid?.() ?? 0}-${name}`)
}

function socketPath(folder: string): string {
  return join(folder, `.s.PGSQL.${PORT}`)
}

async function joined(folder: string): Promise<Embedded> {
  await reached(socketPath(folder))
  const unsupported = (): never => {
    throw new DatabaseError('busy', '数据库正由另一个进程运行，请在那个进程停止后再试')
  }
  return { host: folder, port: PORT, own: false, dump: async () => unsupported(), close: async () => {} }
}

/** The one that holds the lock may still be starting. */
async function reached(path: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const answers = await new Promise<boolean>((resolve) => {
      const probe = createConnection(path)
      probe.once('connect', () => {
        probe.destroy()
        resolve(true)
      })
      probe.once('error', () => resolve(false))
    })
    if (answers) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new DatabaseError('busy', '数据库文件夹正被另一个进程使用，而它没有应答；请停止那个进程后再试')
}

async function started(
  home: string,
  socket: string,
  release: () => void,
  restore: string | undefined,
): Promise<Embedded> {
  await rm(socketPath(socket), { force: true })
  const worker = new Worker(new URL('./embeddedServer.ts', import.meta.url), {
    workerData: {
      data: join(home, 'pgdata'),
      listen: { path: socketPath(socket) },
      connections: EMBEDDED_CONNECTIONS,
      ...(restore === undefined ? {} : { restore }),
    },
  })
  await answer(worker, 'ready')
  return {
    ...{ host: socket, port: PORT, own: true },
    dump: async () => {
      worker.postMessage('dump')
      const { dump } = await answer(worker, 'dump')
      return dump ?? new Uint8Array()
    },
    close: async () => {
      const ended = new Promise((resolve) => worker.once('exit', resolve))
      worker.postMessage('stop')
      await ended
      release()
    },
  }
}

type Answer = { readonly ready?: string; readonly dump?: Uint8Array }

function answer(worker: Worker, of: keyof Answer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const settle = (work: () => void): void => {
      worker.off('message', heard)
      worker.off('error', failed)
      worker.off('exit', left)
      work()
    }
    const heard = (message: Answer): void => {
      if (message[of] !== undefined) settle(() => resolve(message))
    }
    const failed = (error: unknown): void => settle(() => reject(error))
    const left = (): void => settle(() => reject(new DatabaseError('broken', '内嵌数据库没有启动')))
    worker.on('message', heard)
    worker.on('error', failed)
    worker.on('exit', left)
  })
}
