// A data folder, the compiled library and a seed → a stored population of made-up subjects, labelled as such.
import { tablesOf } from '#lang'
import { openDatabase } from '../database.ts'
import { type CreateOptions, createPopulationOfFiles, type Population } from '../store.ts'
import { type GenerateOptions, generatePopulation, type Progress } from './generatePopulation.ts'

export type GenerateRequest = GenerateOptions & {
  readonly id: string
  readonly title: string
  readonly kind: string
  readonly progress?: Progress
  readonly signal?: AbortSignal
}

/** Writes the population and returns it; cancelled or failed, nothing of it is left. See generatePopulation. */
export async function createGenerated(
  data: string,
  request: GenerateRequest,
  options: CreateOptions = {},
): Promise<Population> {
  const { id, title, kind, progress, signal, program, rows, seed } = request
  const unknown = request.unknown === undefined ? '' : ` --unknown ${request.unknown}`
  const source = `generate --rows ${rows} --seed ${seed} --at ${request.at}${unknown}`
  const tables = tablesOf(program.vocabulary, kind)
  return createPopulationOfFiles(
    data,
    { id, title, kind, synthetic: true, seed, source },
    program.vocabulary,
    async (folder, scratch) => {
      const database = await openDatabase(scratch)
      try {
        await generatePopulation(database.connection, tables, request, folder, progress, signal)
      } finally {
        database.close()
      }
    },
    options,
  )
}
