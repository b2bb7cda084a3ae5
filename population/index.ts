// The door of populations: many subjects in a folder of Parquet files; written, imported, read, exported.

export { COLUMN_BYTES, openColumns, type PopulationColumns, type Wanted } from './columns.ts'
export { connectPopulation, type PopulationConnection, relationOf } from './connect.ts'
export { databaseVersion } from './database.ts'
export {
  DIMENSIONS,
  type DimensionCodes,
  type DimensionName,
  type DimensionWords,
  dimensionSql,
  dimensionWords,
  NOT_STATED,
  namesOf,
  readDimension,
  type SubjectNames,
} from './dimensions.ts'
export {
  type ExportCell,
  type ExportFormat,
  type ExportOptions,
  type ExportTable,
  exportBook,
  exportFile,
} from './export.ts'
export { createGenerated, type GenerateRequest } from './generate/createGenerated.ts'
export { createBadRows } from './import/badRows.ts'
export { type FilledRow, type FilledTable, readFilledSheet, readFilledTable } from './import/filledTable.ts'
export { type ImportOptions, importPopulation } from './import/importPopulation.ts'
export {
  type ColumnMapping,
  columnsFor,
  type SheetMapping,
  type SheetTable,
  suggestMapping,
  type Target,
} from './import/mapping.ts'
export { loadMapping, type Mapping, saveMapping } from './import/mappingFile.ts'
export { type OpenColumn, type Plan, type PlannedSheet, planImport } from './import/plan.ts'
export type { ImportProgress, ImportReport, RowProblem } from './import/report.ts'
export { type ReadRow, rowReader } from './import/rowReader.ts'
export type { SourceCell, SourceRow } from './import/sheet.ts'
export { sheetsOf } from './import/source.ts'
export { PopulationError, type PopulationProblem } from './problem.ts'
export type { Ranges } from './ranges.ts'
export { subjectsOf } from './readSubjects.ts'
export type { CellProblem } from './rows.ts'
export { type Answer, isOutOfMemory, openSession, type Session } from './session.ts'
export { sliceOf } from './slice.ts'
export {
  createPopulation,
  createPopulationOfFiles,
  dataFolder,
  listPopulations,
  openPopulation,
  type Population,
  removePopulation,
} from './store.ts'
export type { SubjectWriter } from './subjectWriter.ts'
export type { PopulationHeading, PopulationSummary } from './summary.ts'
