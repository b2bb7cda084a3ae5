// A port for a server of the walks that nobody listens on. Systems give outgoing connections ports from 32768 on (Linux)
// or 49152 on: below that none can take it before the server has it, or while the server starts again.
import { createServer } from 'node:net'

const [FIRST, LAST] = [20_000, 32_000]
const MOST_TRIES = 50

export async function freePort(): Promise<number> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST))
    if (await isFree(port)) return port
  }
  throw new Error(`no free port between ${FIRST} and ${LAST}`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}
