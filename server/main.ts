// HOST and PORT → a listening server; the screens are built first if their sources changed.
import { serve } from '@hono/node-server'
import { createApp } from './api/app.ts'
import { buildWeb } from './buildWeb.ts'

// Only this machine may call unless the operator opens the door: there may be no TLS in front of us.
const hostname = process.env.HOST ?? '127.0.0.1'
const port = Number(process.env.PORT ?? 5173)

const webFolder = await buildWeb((line) => console.log(line))

const server = serve({ fetch: createApp(webFolder).fetch, hostname, port }, (address) => {
  console.log(`兑现  http://${hostname}:${address.port}`)
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => server.close(() => process.exit(0)))
}
