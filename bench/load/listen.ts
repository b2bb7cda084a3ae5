// A filled database → the application on it, listening until it is told to stop; its first line says what it is ready for.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import type { Compiled } from '#lang'
import { createApp } from '../../server/api/app.ts'
import type { Database } from '../../server/db/openDatabase.ts'
import { createEffects } from '../../server/granting/createEffects.ts'

const unlimited = Number.MAX_SAFE_INTEGER

/** Nobody is kept waiting by limits: the callers of a bench all come from one address. */
export function listen<Ready extends { readonly port: number }>(
  database: Database,
  { program, trees }: Pick<Compiled, 'program' | 'trees'>,
  ready: Omit<Ready, 'port'>,
): void {
  const app = createApp({
    ...{ program, trees, samples: [], database },
    webFolder: mkdtempSync(join(tmpdir(), 'duixian-web-')),
    clock: () => new Date(),
    key: Buffer.alloc(32, 3),
    cases: {
      ...{ effects: createEffects(program), lacks: () => undefined },
      evidence: mkdtempSync(join(tmpdir(), 'duixian-evidence-')),
    },
    limits: { requests: unlimited, signIns: unlimited, objections: unlimited },
  })
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
    console.log(JSON.stringify({ ...ready, port }))
  })
  process.once('SIGTERM', () => {
    server.close()
    void database.close().then(() => process.exit(0))
  })
}
