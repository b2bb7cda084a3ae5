// The application with people and without screens, on a database for tests and a clock that tests move.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { createApp, type Parts } from '../server/api/app.ts'
import { lacksMoney, WITHOUT_MONEY } from '../server/cases/apart.ts'
import type { Database } from '../server/db/openDatabase.ts'

const { program, trees } = compile(loadSources())

export { program }

export type Clock = { now: Date }

/** Believes X-Forwarded-For, so that tests can come from many addresses; `more` replaces parts. */
export function createTestApp(database: Database, clock: Clock, more: Partial<Parts> = {}) {
  return createApp({
    ...{ program, trees, samples: [], database },
    webFolder: mkdtempSync(join(tmpdir(), 'duixian-web-')),
    clock: () => clock.now,
    key: Buffer.alloc(32, 3),
    cases: {
      ...{ effects: WITHOUT_MONEY, lacks: lacksMoney },
      evidence: mkdtempSync(join(tmpdir(), 'duixian-evidence-')),
    },
    front: { behindProxy: true },
    ...more,
  })
}
