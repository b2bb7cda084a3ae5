// Choices that cells of a workbook offer → one sheet that holds every list once, as a column, and the validation of a cell
// that refers to it. A list is never written into the validation itself: nothing that somebody named gets into a formula.
import type { DataValidation } from '@cj-tech-master/excelts'
import { columnName } from './columnName.ts'

export type ChoiceLists = {
  /** What a cell with these choices says of itself to Excel. */
  validationOf(choices: readonly string[]): DataValidation
  /** The sheet's rows; none where no cell has choices. */
  rows(): (string | null)[][]
}

/** `sheet`: the name under which the rows will be written. */
export function createChoiceLists(sheet: string): ChoiceLists {
  const lists = new Map<string, { readonly column: number; readonly choices: readonly string[] }>()
  return {
    validationOf(choices) {
      const key = JSON.stringify(choices)
      const { column } = lists.get(key) ?? { column: lists.size + 1 }
      lists.set(key, { column, choices })
      const name = columnName(column)
      return {
        ...{ type: 'list', allowBlank: true, showErrorMessage: true, errorStyle: 'stop' },
        ...{ formulae: [`'${sheet}'!$${name}$1:$${name}$${choices.length}`] },
        ...{ errorTitle: '不在可选之列', error: '请从这一格的列表里选，或者清空。' },
      }
    },
    rows() {
      const all = [...lists.values()].map(({ choices }) => choices)
      const longest = Math.max(0, ...all.map((each) => each.length))
      return Array.from({ length: longest }, (_, i) => all.map((each) => each[i] ?? null))
    },
  }
}
