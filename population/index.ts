// The door of populations: many subjects in a folder of Parquet files; written, imported, read, exported.
export { connectPopulation, type PopulationConnection, relationOf } from './connect.ts'
export { databaseVersion } from './database.ts'
export { PopulationError, type PopulationProblem } from './problem.ts'
export { subjectsOf } from './readSubjects.ts'
export type { CellProblem } from './rows.ts'
export {
  createPopulation,
  dataFolder,
  listPopulations,
  openPopulation,
  type Population,
  removePopulation,
} from './store.ts'
export type { SubjectWriter } from './subjectWriter.ts'
export type { PopulationHeading, PopulationSummary } from './summary.ts'
