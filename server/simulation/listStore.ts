// Lists of a large population: tables of a database that is opened with the first list and closed with the population.
import { openSession, type Population, type Session } from '#population'

export type ListStore = {
  /** Hands the table of a list to `work`; `fill` makes it when it is not there. One list at a time. */
  readonly withList: <T>(
    key: string,
    fill: (session: Session, table: string) => Promise<void>,
    work: (session: Session, table: string) => Promise<T>,
  ) => Promise<T>
  readonly close: () => Promise<void>
}

/** Lists that stay; the one used longest ago goes first. */
const LISTS = 6

export function createListStore(population: Population): ListStore {
  const tables = new Map<string, string>()
  let session: Promise<Session> | undefined
  let turn: Promise<unknown> = Promise.resolve()
  let numbers = 0

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = turn.then(work)
    turn = next.catch(() => undefined)
    return next
  }

  async function tableOf(
    opened: Session,
    key: string,
    fill: (session: Session, table: string) => Promise<void>,
  ): Promise<string> {
    const table = tables.get(key) ?? `list_${numbers++}`
    if (!tables.delete(key)) {
      try {
        await fill(opened, table)
      } catch (error) {
        await opened.run(`DROP TABLE IF EXISTS ${table}`)
        throw error
      }
    }
    tables.set(key, table)
    const [oldest] = tables
    if (tables.size > LISTS && oldest) {
      tables.delete(oldest[0])
      await opened.run(`DROP TABLE IF EXISTS ${oldest[1]}`)
    }
    return table
  }

  return {
    withList: (key, fill, work) =>
      inTurn(async () => {
        session ??= openSession(population)
        const opened = await session.catch((error: unknown) => {
          session = undefined
          throw error
        })
        return work(opened, await tableOf(opened, key, fill))
      }),
    close: () =>
      inTurn(async () => {
        const opened = await session
        session = undefined
        await opened?.close()
      }),
  }
}
