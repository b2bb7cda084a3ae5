// The first start → an envelope for every programme that the seeded settings name. What a document says of its money is
// cited; every other amount is made up, and says so.
import type { Program } from '#lang'
import { PROGRAMMES } from '../cases/seedSettings.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import type { Database } from '../db/openDatabase.ts'
import { envelope } from '../db/tables.ts'
import { JOB, transact } from '../db/transact.ts'
import { allotFunds } from '../payments/allotFunds.ts'
import { openEnvelope } from '../payments/openEnvelope.ts'

const YI = 10_000_000_000

type Stated = { readonly fen: number; readonly from: string }

/** What documents themselves say that is spent in a year. */
const STATED: Readonly<Record<string, Stated>> = {
  'yubei-2021-13': { fen: 2 * YI, from: '渝北府发〔2021〕13号 序言“决定连续3年、每年至少投入2亿元”' },
}

const INVENTED_FEN = 2_000_000_000

/** Does nothing where there are envelopes already. How many were opened. */
export async function seedEnvelopes(
  database: Database,
  { now, opening, program }: { readonly now: Date; readonly opening: Date; readonly program: Program },
): Promise<number> {
  const year = Number(dayInChina(now).slice(0, 4))
  return transact(database, { actor: JOB, now: opening }, async (tx) => {
    if ((await tx.$count(envelope)) > 0) return 0
    const handled = PROGRAMMES.flatMap((each) => {
      const known = program.policies.find(({ document }) => document.id === each.policy)
      return known ? [{ ...each, number: known.document.number }] : []
    })
    for (const { policy, district, programme, number } of handled) {
      const stated = STATED[policy]
      const { id } = await openEnvelope(tx, {
        ...{
          title: `${year}年${programme}（示例）`,
          programme,
          policy: number,
          year,
          source: 'district',
          district,
        },
        // A first start in January looks back into December.
        ...{ validFrom: dayInChina(opening) < `${year}-01-01` ? dayInChina(opening) : `${year}-01-01` },
        expiresOn: `${year}-12-31`,
      })
      await allotFunds(tx, {
        ...{ envelopeId: id, amountFen: stated?.fen ?? INVENTED_FEN },
        document: stated ? `示例下达，金额取自${stated.from}` : '示例下达，金额为虚构示例，文件没有写',
      })
    }
    return handled.length
  })
}
