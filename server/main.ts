// HOST and PORT → a listening server; the screens are built first if their sources changed.
import { serve } from '@hono/node-server'
import { compile } from '#lang'
import { loadSamples, loadSources } from '#policies'
import { dataFolder } from '#population'
import { createApp } from './api/app.ts'
import { buildWeb } from './buildWeb.ts'
import { createEngine } from './simulation/engine.ts'
import { createSample } from './simulation/sample.ts'

// Only this machine may call unless the operator opens the door: there may be no TLS in front of us.
const hostname = process.env.HOST ?? '127.0.0.1'
const port = Number(process.env.PORT ?? 5173)

const sources = loadSources()
const { program, trees, diagnostics } = compile(sources)
const mistakes = diagnostics.filter((diagnostic) => diagnostic.severity === 'error')
if (mistakes.length > 0) {
  // A library with mistakes would answer enterprises wrongly; better no answer.
  for (const { code, at } of mistakes) console.error(`${at.file}:${lineOf(at.file, at.start)}  ${code}`)
  console.error(`政策库有 ${mistakes.length} 处错误，服务没有启动。`)
  process.exit(1)
}

function lineOf(file: string, offset: number): number {
  const text = sources.find((source) => source.file === file)?.text ?? ''
  return text.slice(0, offset).split('\n').length
}

const webFolder = await buildWeb((line) => console.log(line))
const data = dataFolder()
const engine = createEngine(program, data)
const app = createApp({ program, trees, samples: loadSamples(), webFolder, clock: () => new Date(), engine })

const server = serve({ fetch: app.fetch, hostname, port }, (address) => {
  console.log(`兑现  http://${hostname}:${address.port}`)
  void createSample(program, data, (line) => console.log(line))
})

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => server.close(() => process.exit(0)))
}
