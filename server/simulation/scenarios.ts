// Reforms with a name, saved as one JSON file each in the data folder, so that an address can name them.
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SimulationError } from './problem.ts'
import type { Reform, Scenario } from './result.ts'

const ID = /^[a-z0-9]{6,32}$/

function folderOf(data: string): string {
  return join(data, 'reforms')
}

function fileOf(data: string, id: string): string {
  if (!ID.test(id)) throw noSuch(id)
  return join(folderOf(data), `${id}.json`)
}

function noSuch(id: string): SimulationError {
  return new SimulationError('unknown-reform', `没有编号为“${id}”的方案，可能已被删除。`)
}

/** All saved reforms, the newest first. A file that cannot be read is left out. */
export async function listScenarios(data: string): Promise<Scenario[]> {
  const names = await readdir(folderOf(data)).catch(() => [])
  const ids = names.filter((each) => each.endsWith('.json')).map((each) => each.slice(0, -'.json'.length))
  const found = await Promise.all(ids.map((id) => loadScenario(data, id).catch(() => undefined)))
  return found.filter((each) => each !== undefined).sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1))
}

export async function loadScenario(data: string, id: string): Promise<Scenario> {
  const file = fileOf(data, id)
  const text = await readFile(file, 'utf8').catch(() => {
    throw noSuch(id)
  })
  return JSON.parse(text)
}

/** Saves under a new id, or replaces the one with this id. */
export async function saveScenario(
  data: string,
  scenario: { readonly reform: Reform; readonly population: string; readonly at: string },
  now: Date,
  id: string = randomBytes(6).toString('hex'),
): Promise<Scenario> {
  const file = fileOf(data, id)
  const saved: Scenario = { id, ...scenario, savedAt: now.toISOString() }
  await mkdir(folderOf(data), { recursive: true })
  const part = `${file}.${randomBytes(4).toString('hex')}.part`
  await writeFile(part, `${JSON.stringify(saved, null, 2)}\n`)
  await rename(part, file)
  return saved
}

export async function deleteScenario(data: string, id: string): Promise<void> {
  await rm(fileOf(data, id)).catch(() => {
    throw noSuch(id)
  })
}
