// A table of the population → the SELECT whose rows it consists of, in order, from a table of ids.
import { type Column, ORDINAL, SUBJECT_KEY, type Table, YEAR_COLUMN } from '#lang'
import { type RowRule, rowsOf } from './collections.ts'
import { enterpriseValues, placeValues, type Values } from './enterprise.ts'
import { fallbackValue } from './fallback.ts'
import { NOT_APPLICABLE, NOT_APPLICABLE_OTHERWISE } from './rates.ts'
import { boundsOf, ROWS_PER_SUBJECT, type Scene } from './scene.ts'
import { columns, overlaid } from './sql.ts'
import { traitLayers } from './traits.ts'
import { unknownOf } from './unknowns.ts'

const TYPES: Readonly<Record<Column['kind'], string>> = {
  ...{ bool: 'BOOLEAN', number: 'BIGINT', year: 'BIGINT', date: 'DATE', word: 'VARCHAR', set: 'VARCHAR[]' },
}

/** `ids` names a table with the ids of all subjects in order. */
export function tableQuery(scene: Scene, tables: readonly Table[], table: Table, ids: string): string {
  const traits = overlaid(`FROM ${ids}`, traitLayers(scene))
  switch (table.kind) {
    case 'subject':
      return subjectQuery(scene, tables, table, traits)
    case 'yearly':
      return yearlyQuery(scene, table, traits)
    case 'collection':
      return collectionQuery(scene, table, traits)
  }
}

function subjectQuery(scene: Scene, tables: readonly Table[], table: Table, traits: string): string {
  const values = { ...(scene.kind === '企业' ? enterpriseValues(scene) : {}), ...placeValues() }
  const known = tables.flatMap((each) => (each.knownColumn ? [[each.knownColumn, isKnown(scene, each)]] : []))
  const cells = { ...cellsOf(scene, table, values), ...Object.fromEntries(known) }
  return `SELECT ${columns({ id: 'id::BIGINT', ...cells })} FROM (${traits})`
}

/** A row for each year from the one in which the subject began. */
function yearlyQuery(scene: Scene, table: Table, traits: string): string {
  const values = scene.kind === '企业' ? enterpriseValues(scene) : {}
  const years = `SELECT *, unnest([${scene.years.join(', ')}]::BIGINT[]) AS year FROM (${traits})`
  const begun = `SELECT *, ${rowKey('year')} AS row_key FROM (${years}) WHERE year >= founded_year`
  const cells = { [SUBJECT_KEY]: 'id::BIGINT', [YEAR_COLUMN]: 'year', ...cellsOf(scene, table, values) }
  return `SELECT ${columns(cells)} FROM (${begun})`
}

/** Rows only of those whose collection is known: an unknown one is not half told. */
function collectionQuery(scene: Scene, table: Table, traits: string): string {
  const rule: RowRule = rowsOf(scene, table)
  const those = `SELECT * FROM (${traits}) WHERE ${isKnown(scene, table)} AND (${rule.where ?? 'TRUE'})`
  const counted = rule.elements
    ? `SELECT *, ${rule.elements} AS elements FROM (${those})`
    : `SELECT *, (${rule.count}) AS count FROM (${those})`
  const rows = rule.elements
    ? `SELECT *, unnest(range(len(elements))) AS position, unnest(elements) AS element FROM (${counted})`
    : `SELECT *, unnest(range(count)) AS position FROM (${counted}) WHERE count > 0`
  const keyed = `SELECT *, ${rowKey('position')} AS row_key FROM (${rows})`
  const cells = { [SUBJECT_KEY]: 'id::BIGINT', [ORDINAL]: 'position', ...cellsOf(scene, table, rule.values) }
  return `SELECT ${columns(cells)} FROM (${keyed})`
}

function rowKey(within: string): string {
  return `(subject_key * ${ROWS_PER_SUBJECT} + (${within})::UBIGINT)`
}

function isKnown(scene: Scene, table: Table): string {
  return scene.draw.chance(`${table.name} known`, 1 - unknownOf(scene).ofCollection(table))
}

/** The columns of a table with the expressions of their values. */
function cellsOf(scene: Scene, table: Table, values: Values): Record<string, string> {
  const unknowns = unknownOf(scene)
  const cells: Record<string, string> = {}
  for (const column of table.columns) {
    const { value, inapplicable } = cellOf(scene, table, column, values)
    const draw = drawsFor(scene, table)
    const unknown = draw.chance(`${table.name}.${column.name} unknown`, unknowns.ofColumn(table, column))
    const given = inapplicable ? `(${unknown} OR ${inapplicable})` : unknown
    cells[column.name] = `(CASE WHEN NOT ${given} THEN ${value} END)::${TYPES[column.kind]}`
    if (column.mayNotApply) cells[`${column.name}_na`] = `(NOT ${unknown} AND ${inapplicable})`
  }
  return cells
}

function cellOf(scene: Scene, table: Table, column: Column, values: Values) {
  const fact = scene.factOf(table, column)
  const draw = drawsFor(scene, table)
  const purpose = `${table.name}.${column.name}`
  const value = values[fact?.column ?? ''] ?? fallbackValue(scene, column, fact, draw, purpose)
  const bounded = column.kind === 'number' ? clamped(value, boundsOf(fact, column.scale)) : value
  if (!column.mayNotApply) return { value: bounded, inapplicable: '' }
  const { share, shared } = NOT_APPLICABLE[fact?.column ?? ''] ?? { share: NOT_APPLICABLE_OTHERWISE }
  return { value: bounded, inapplicable: draw.chance(`${shared ?? purpose} not applicable`, share) }
}

function drawsFor(scene: Scene, table: Table) {
  return table.kind === 'subject' ? scene.draw : scene.rowDraw
}

/** The dictionary may narrow a bound later; then the values follow it. */
function clamped(value: string, { low, high }: ReturnType<typeof boundsOf>): string {
  const above = low === undefined ? value : `greatest(${low}, ${value})`
  const between = high === undefined ? above : `least(${high}, ${above})`
  // greatest and least pass over NULL, which would turn an absent value into the bound.
  return between === value ? value : `CASE WHEN (${value}) IS NOT NULL THEN ${between} END`
}
