// Long work that a request asks for → its progress line by line where the caller takes it, else one reply.
import type { Context } from 'hono'
import { stream } from 'hono/streaming'
import { problemOf } from './errors.ts'

type Watch = {
  readonly signal: AbortSignal
  readonly progress?: (done: number, total: number) => void
}

/** Progress in JSON lines when the caller takes them, else one JSON reply. Closing the request cancels the run. */
export async function answerRun(c: Context, run: (watch: Watch) => Promise<unknown>): Promise<Response> {
  const { signal } = c.req.raw
  if (!c.req.header('Accept')?.includes('application/x-ndjson'))
    return c.json((await run({ signal })) as never, 200)
  // A compressor would hold lines back until it has enough of them.
  c.header('Cache-Control', 'no-store, no-transform')
  c.header('Content-Type', 'application/x-ndjson; charset=utf-8')
  return stream(c, async (out) => {
    const cancel = new AbortController()
    out.onAbort(() => cancel.abort())
    const line = (value: unknown): Promise<unknown> => out.write(`${JSON.stringify(value)}\n`)
    let told = -1
    const progress = (done: number, total: number): void => {
      const share = Math.floor((done / Math.max(1, total)) * 200)
      if (share === told) return
      told = share
      void line({ progress: { done, total } })
    }
    try {
      const result = await run({ signal: AbortSignal.any([signal, cancel.signal]), progress })
      await line({ result })
    } catch (error) {
      await line({ error: problemOf(error) })
    }
  })
}
