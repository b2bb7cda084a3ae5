// DATABASE_URL or a folder → a migrated database. One driver for both, so everything above means the same on either.
import pg from 'pg'
import { EMBEDDED_CONNECTIONS, openEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'

/** A PostgreSQL server by its URL, or the embedded database in a folder; `restore` names a dump to begin with. */
export type Place = { readonly url: string } | { readonly folder: string; readonly restore?: string }

export type Database = {
  readonly kind: 'server' | 'embedded'
  readonly pool: pg.Pool
  /** The whole embedded database as one compressed file; on a server, pg_dump does that. */
  dump(): Promise<Uint8Array | undefined>
  close(): Promise<void>
}

// Whole numbers of 64 bits are exact, or an error; days stay the days that they are.
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, BigInt)
types.setTypeParser(pg.types.builtins.DATE, String)

/** Opens and brings up to date. Throws DatabaseError with words for the operator. */
export async function openDatabase(place: Place): Promise<Database> {
  const opened = 'url' in place ? await onServer(place.url) : await inFolder(place.folder, place.restore)
  try {
    await migrate(opened.pool)
    return opened
  } catch (error) {
    await opened.close()
    throw error
  }
}

async function onServer(url: string): Promise<Database> {
  const pool = quiet(new pg.Pool({ connectionString: url, types, max: 20 }))
  return { kind: 'server', pool, dump: async () => undefined, close: () => pool.end() }
}

async function inFolder(folder: string, restore: string | undefined): Promise<Database> {
  const embedded = await openEmbedded(folder, restore)
  const { host, port } = embedded
  const pool = quiet(
    new pg.Pool({ host, port, user: 'postgres', database: 'postgres', types, max: EMBEDDED_CONNECTIONS / 2 }),
  )
  return {
    ...{ kind: 'embedded', pool, dump: embedded.dump },
    close: async () => {
      await pool.end()
      await embedded.close()
    },
  }
}

/** A connection that breaks while it waits is replaced; what runs on one fails by itself. */
function quiet(pool: pg.Pool): pg.Pool {
  pool.on('error', () => {})
  return pool
}
