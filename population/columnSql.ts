// A column of the tables, as a kernel reads it → the SQL that gives its values and states without a NULL.
import type { Column, KernelColumn } from '#lang'
import { named, quoted } from './database.ts'
import { notApplicableColumn } from './shape.ts'

/** What a SELECT gives of one column: one expression for each 32 members of a set, else one; and the states. */
export type ColumnSql = { readonly values: readonly string[]; readonly states: string }

/** `members` are the words of its enumeration; `type` is the name of the ENUM of a free text. */
export function columnSql(
  column: Column,
  type: KernelColumn['type'],
  members: readonly string[],
  textType: string | undefined,
): ColumnSql {
  const cell = named(column.name)
  const away = named(notApplicableColumn(column))
  const known = column.mayNotApply ? `(CASE WHEN ${away} THEN NULL ELSE ${cell} END)` : cell
  const plain = `CASE WHEN ${cell} IS NULL THEN 0 ELSE 1 END`
  const states = column.mayNotApply ? `CASE WHEN ${away} THEN 2 ELSE (${plain}) END` : plain
  return { values: valuesSql(column, type, known, members, textType), states: `(${states})::UTINYINT` }
}

function valuesSql(
  column: Column,
  type: KernelColumn['type'],
  known: string,
  members: readonly string[],
  textType: string | undefined,
): string[] {
  switch (type) {
    case 'number': {
      const number = column.kind === 'date' ? `(${known} - DATE '1970-01-01')` : known
      return [`coalesce(${number}::DOUBLE, 0)`]
    }
    case 'bool':
      return [`coalesce(${known}, false)::UTINYINT`]
    case 'word':
      return [codeSql(known, column.enum === undefined ? (textType ?? 'VARCHAR') : enumType(members))]
    case 'set':
      return setSql(known, members)
  }
}

/** The place of a word in an ENUM, -1 where there is none. */
export function codeSql(text: string, type: string): string {
  return `coalesce(enum_code(TRY_CAST(${text} AS ${type}))::INTEGER, -1)`
}

function enumType(members: readonly string[]): string {
  return `ENUM(${members.map(quoted).join(', ')})`
}

function setSql(known: string, members: readonly string[]): string[] {
  return Array.from({ length: Math.ceil(members.length / 32) }, (_, word) => {
    const bits = members
      .slice(word * 32, word * 32 + 32)
      .map((each, bit) => `CASE WHEN list_contains(${known}, ${quoted(each)}) THEN ${2 ** bit} ELSE 0 END`)
    // The sum of bits that are all different is their union; 2^31 fits because it is summed as BIGINT.
    return `(${bits.map((each) => `(${each})::BIGINT`).join(' + ')})::UINTEGER`
  })
}
