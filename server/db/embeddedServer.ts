// The thread in which the embedded database runs: a folder → PostgreSQL's own protocol on a socket.
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { z } from 'zod'

/** `restore`: a dump to begin with, where the folder has no database. */
const task = z.object({
  data: z.string(),
  listen: z.union([z.object({ path: z.string() }), z.object({ host: z.string(), port: z.number() })]),
  connections: z.number(),
  restore: z.string().optional(),
})

const { data, listen, connections, restore } = task.parse(workerData)
const loaded = restore === undefined ? {} : { loadDataDir: await openFile(restore) }
const database = await PGlite.create({ dataDir: data, ...loaded })
const server = new PGLiteSocketServer({ db: database, ...listen, maxConnections: connections })
await server.start()

async function openFile(path: string): Promise<Blob> {
  const { openAsBlob } = await import('node:fs')
  return openAsBlob(path)
}

parentPort?.on('message', async (message: 'stop' | 'dump') => {
  if (message === 'dump') {
    const file = await database.dumpDataDir('gzip')
    parentPort?.postMessage({ dump: new Uint8Array(await file.arrayBuffer()) })
    return
  }
  await server.stop()
  await database.close()
  process.exit(0)
})
parentPort?.postMessage({ ready: server.getServerConn() })
