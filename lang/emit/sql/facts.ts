// The columns that a statement was found to need → the steps that it begins with: one row a subject.
import { SUBJECT_KEY, YEAR_COLUMN } from '../tables.ts'
import type { Gathers } from './dialects.ts'
import type { Provided } from './print.ts'
import { type Context, provided, type Step, subjectsOf } from './steps.ts'

export type More = { readonly columns: readonly Provided[]; readonly joins: readonly string[] }

/**
 * The facts that the item reads; what is not known is 0, and a flag says that it is not. `only`: conditions over the
 * subjects' table `e` all of which hold for those wanted.
 */
export function factsSteps(context: Context, more: More, only: readonly string[]): Step[] {
  const { printer, tables, dialect } = context
  const own = [...printer.subject.values()]
  // Few are wanted: it is quicker to find their years at once than to join each year of all.
  const gathers = only.length > 0 && printer.years.size > 1 ? dialect.gathers : undefined
  const from = `FROM ${subjectsOf(tables)} e`
  const where = only.map((each, i) => `${i === 0 ? 'WHERE' : '  AND'} ${each}`)
  const columns = [...(gathers ? own.map(fromYears) : own), ...more.columns]
  const select = ['e.id AS id', ...columns.map(provided)].join(',\n  ')
  const joins = gathers ? [`LEFT JOIN years y ON y.${SUBJECT_KEY} = e.id`] : yearJoins(context)
  const facts: Step = {
    name: 'facts',
    note: '用到的事实：不清楚的记0，另有一列说明是否清楚',
    adds: ['id', ...columns.map((each) => each.name)],
    reads: new Map(),
    sql: () => [`SELECT ${select}`, from, ...joins, ...more.joins, ...where].join('\n'),
  }
  return gathers ? [yearsStep(context, gathers, own, [from, ...where]), facts] : [facts]
}

function yearlyOf({ tables }: Context): string {
  return tables.find((each) => each.kind === 'yearly')?.name ?? ''
}

function yearJoins(context: Context): string[] {
  return [...context.printer.years].map(
    (year) =>
      `LEFT JOIN ${yearlyOf(context)} y${year} ON y${year}.${SUBJECT_KEY} = e.id AND y${year}.${YEAR_COLUMN} = ${year}`,
  )
}

/** A column read from the step of all years instead of from the join of its own. */
function fromYears(column: Provided): Provided {
  const { yearly } = column
  return yearly ? { ...column, sql: yearly.write(`y.${yearly.column}_${yearly.year}`) } : column
}

/** The figures of several years in one row for each subject wanted. */
function yearsStep(
  context: Context,
  gathers: Gathers,
  columns: readonly Provided[],
  wanted: readonly string[],
): Step {
  const figures = new Map(
    columns.flatMap(({ yearly }) => {
      if (!yearly) return []
      const { column, mark, year, kind } = yearly
      const value = kind === 'bool' || mark !== '' ? gathers.any(column + mark) : `MAX(${column})`
      return [[`${column}_${year}${mark}`, `${value} FILTER (WHERE ${YEAR_COLUMN} = ${year})`] as const]
    }),
  )
  const select = [SUBJECT_KEY, ...[...figures].map(([name, sql]) => provided({ name, sql }))].join(',\n  ')
  const years = [...context.printer.years].sort().join(', ')
  const subjects = ['SELECT e.id', ...wanted].join('\n').replace(/^/gm, '    ')
  return {
    ...{
      name: 'years',
      note: '逐年的数，一个主体一行',
      adds: [SUBJECT_KEY, ...figures.keys()],
      reads: new Map(),
    },
    sql: () =>
      [
        `SELECT ${select}`,
        `FROM ${yearlyOf(context)}`,
        `WHERE ${YEAR_COLUMN} IN (${years})`,
        `  AND ${SUBJECT_KEY} IN (\n${subjects}\n  )`,
        `GROUP BY ${SUBJECT_KEY}`,
      ].join('\n'),
  }
}
