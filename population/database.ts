// Path of a database file or none → DuckDB, with the limits under which it works beside a server.
import { type DuckDBConnection, DuckDBInstance, version } from '@duckdb/node-api'

export type Database = { readonly connection: DuckDBConnection; readonly close: () => void }

/** How much of the machine a database may use. */
export type Limits = { readonly threads: number; readonly memory: string }

const MODEST: Limits = { threads: 2, memory: '512MB' }

/** Opens DuckDB. What does not fit into memory goes to `scratch`; the network is out of its reach. */
export async function openDatabase(
  scratch: string | undefined,
  file = ':memory:',
  limits: Limits = MODEST,
): Promise<Database> {
  const instance = await DuckDBInstance.create(file, {
    threads: String(limits.threads),
    memory_limit: limits.memory,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(scratch === undefined ? {} : { temp_directory: scratch }),
  })
  const connection = await instance.connect()
  return {
    connection,
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

export function databaseVersion(): string {
  return version()
}

/** 'text' as SQL writes it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** "name" as SQL writes it. */
export function named(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
