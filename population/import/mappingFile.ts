// A mapping ↔ JSON that a person can edit, and the one used last for the same headers.
import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { concernsSubject, type Vocabulary } from '#lang'
import { PopulationError } from '../problem.ts'
import type { SheetMapping, Target } from './mapping.ts'

export type Mapping = {
  readonly version: 1
  readonly kind: string
  /** `sheet` is the sheet's title; a file with other titles is matched by its headers. */
  readonly sheets: readonly (SheetMapping & { readonly sheet: string })[]
}

/** Reads a mapping and checks every name in it against the dictionary. */
export async function loadMapping(file: string, vocabulary: Vocabulary): Promise<Mapping> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new PopulationError('mapping', `读不到对应表“${file}”`)
  })
  let mapping: Mapping
  try {
    mapping = JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new PopulationError('mapping', `对应表“${file}”不是合格的 JSON：${why}`)
  }
  const wrong = problemOf(mapping, vocabulary)
  if (wrong !== undefined) throw new PopulationError('mapping', `对应表“${file}”：${wrong}`)
  return mapping
}

export async function saveMapping(file: string, mapping: Mapping): Promise<void> {
  // Whole or not at all: another import may read it.
  await writeFile(`${file}.part`, `${JSON.stringify(mapping, null, 2)}\n`)
  await rename(`${file}.part`, file)
}

/** The mapping that was used for these headers before. One that no longer fits the dictionary is forgotten. */
export async function rememberedMapping(
  data: string,
  headers: readonly (readonly string[])[],
  kind: string,
  vocabulary: Vocabulary,
): Promise<Mapping | undefined> {
  try {
    return await loadMapping(memoryFile(data, headers, kind), vocabulary)
  } catch (error) {
    if (error instanceof PopulationError) return undefined
    throw error
  }
}

export async function rememberMapping(data: string, mapping: Mapping): Promise<void> {
  const headers = mapping.sheets.map((each) => each.columns.map((column) => column.header))
  await mkdir(join(data, 'mappings'), { recursive: true })
  await saveMapping(memoryFile(data, headers, mapping.kind), mapping)
}

function memoryFile(data: string, headers: readonly (readonly string[])[], kind: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([kind, headers]))
    .digest('hex')
    .slice(0, 16)
  return join(data, 'mappings', `${hash}.json`)
}

function problemOf(mapping: Mapping, vocabulary: Vocabulary): string | undefined {
  if (mapping?.version !== 1 || typeof mapping.kind !== 'string' || !Array.isArray(mapping.sheets)) {
    return '应有 version（1）、kind 和 sheets，可先不带 --mapping 运行，改它写出的那一份'
  }
  for (const sheet of mapping.sheets) {
    if (!['subject', 'yearly', 'collection'].includes(sheet?.table?.kind) || !Array.isArray(sheet.columns)) {
      return `“${sheet?.sheet ?? ''}”应有 table（subject、yearly 或 collection）和 columns`
    }
    for (const { header, target } of sheet.columns) {
      const wrong = target && targetProblem(target, sheet, mapping.kind, vocabulary)
      if (wrong) return `“${header}”对应的${wrong}`
    }
  }
  return undefined
}

function targetProblem(
  target: Target,
  { table }: SheetMapping,
  kind: string,
  vocabulary: Vocabulary,
): string | undefined {
  switch (target.kind) {
    case 'fact': {
      const fact = vocabulary.facts.find(
        (each) => each.name === target.fact && concernsSubject(each.subject, kind),
      )
      if (!fact) return `事实“${target.fact}”不在“${kind}”的字典里，可用 duixian facts 查看`
      if (fact.type.kind === 'yearly' && table.kind === 'subject' && !target.year) {
        return `事实“${target.fact}”是逐年的数，请加上 "year": 2024 这样的年份`
      }
      return undefined
    }
    case 'field': {
      const collection = vocabulary.collections.find(
        (each) => table.kind === 'collection' && each.name === table.collection,
      )
      if (collection?.fields.some((each) => each.name === target.field)) return undefined
      return `“${target.field}”不是这张表所记集合的一项，可用 duixian facts 查看`
    }
    case 'key':
    case 'year':
    case 'ignore':
      return undefined
    default:
      return '种类不认识，可用 fact、field、key、year、ignore'
  }
}
