// A process of its own: the application on a filled database, listening. It says its port and what was filled, then
// serves until it is told to stop.
import { compile } from '#lang'
import { loadSources } from '#policies'
import { seedSettings } from '../../server/cases/seedSettings.ts'
import { openDatabase, type Place } from '../../server/db/openDatabase.ts'
import { JOB, transact } from '../../server/db/transact.ts'
import { storeRules } from '../../server/decisions/rules.ts'
import { seedOfficers } from '../../server/identity/seedOfficers.ts'
import { fill } from './fill.ts'
import { listen } from './listen.ts'
import { addPeople } from './people.ts'

export type Ready = {
  readonly port: number
  readonly owned: number[][]
  readonly items: readonly { readonly policy: string; readonly item: string }[]
  readonly fillSeconds: number
}

type Task = { readonly place: Place; readonly cases: number }

const { place, cases }: Task = JSON.parse(process.argv[2] ?? '')
const { program, trees } = compile(loadSources())
const database = await openDatabase(place)
await transact(database, { actor: JOB, now: new Date() }, (tx) => storeRules(tx, program))
await seedOfficers(database, new Date(), [])
await seedSettings(database, new Date(), program)
const owned = await addPeople(database, 'yubei-jxw')
const begun = performance.now()
await fill(database.pool, cases)
const fillSeconds = (performance.now() - begun) / 1000
// What an enterprise of 渝北 can apply for on its own.
const { rows: items } = await database.pool.query<{ policy: string; item: string }>(
  `SELECT policy, item FROM item_setting WHERE district = '渝北区' AND path_id = 'review' AND NOT several ORDER BY item`,
)
listen<Ready>(database, { program, trees }, { owned, items, fillSeconds })
