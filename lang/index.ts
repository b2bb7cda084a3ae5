// The door of the language: text → program → findings → sentences. Pure; runs in Node and in browsers.
export { type Case, type CaseProblem, type CaseResult, readCases, runCases } from './cases/cases.ts'
export { type Compiled, compile, formatFile } from './check/compile.ts'
export {
  type Account,
  type AccountedPhrase,
  type AccountKind,
  accountedPhrases,
  type Coverage,
  type CoveredSentence,
  type CoveredUnit,
  coverage,
} from './coverage/coverage.ts'
export { CODES, type Code } from './diagnostics/codes.ts'
export type { Diagnostic, Severity, Span } from './diagnostics/diagnostic.ts'
export { type DiagnosticJson, diagnosticJson, type Locale, renderDiagnostic } from './diagnostics/render.ts'
export { type BoundKernel, bindKernel, bitsAt, outFor, profileAt } from './emit/bind.ts'
export type { CollectionData, ColumnData, Kernel, KernelOut } from './emit/kernel.ts'
export type { KernelColumn } from './emit/kernelNames.ts'
export { compileKernels, type Kernels, type KernelsOptions } from './emit/kernels.ts'
export type { Limits, Range, Source } from './emit/nodes.ts'
export { CAUSES, type Constant, KIND_CODES, OUTCOME_CODES } from './emit/plan.ts'
export { type Cell, rowsOfSubjects, type TableRows } from './emit/rows.ts'
export { DIALECTS, type DialectName } from './emit/sql/dialects.ts'
export { packageSql, resultInsertSql, resultTableSql } from './emit/sql/packages.ts'
export {
  type CompiledSql,
  compileSql,
  type SqlOptions,
  type SqlStatement,
  schemaSql,
  summarySql,
} from './emit/sql/sql.ts'
export { type ColumnSource, columnsOfSubjects, emptyValues } from './emit/subjectColumns.ts'
export { type Column, ORDINAL, SUBJECT_KEY, type Table, tablesOf, YEAR_COLUMN } from './emit/tables.ts'
export {
  amountText,
  causeText,
  conditionText,
  describeItem,
  explainFinding,
  type ItemDescription,
  outcomeText,
  yuanText,
} from './explain/explain.ts'
export { elementText, factText } from './explain/factText.ts'
export { describePackage, explainPackage, natureText, type PackageWords } from './explain/package.ts'
export type * from './ir/ir.ts'
export { HISTORY } from './ir/lookup.ts'
export { isOwnToSay } from './ir/ownToSay.ts'
export type { PackageForm, PackageNode, Unclosed } from './ir/packageForm.ts'
export { concernsSubject, subjectKinds } from './ir/subjects.ts'
export { type Validity, validityOf } from './ir/validity.ts'
export { exprText } from './ir/words.ts'
export { calendarOf, type Dated, dayOf, type Edge, edgeDay } from './library/calendar.ts'
export { documentName, documentTitle, whyUnstated } from './library/documentName.ts'
export {
  authorityOf,
  type Consequence,
  type ReadingCase,
  type ReadingQuestion,
  readingQuestions,
} from './library/readings.ts'
export { subjectName } from './library/subjectName.ts'
export { type Numbered, type Repeal, repealChain } from './library/validity.ts'
export { type LintOptions, lint, lintText } from './lint/lint.ts'
export { type Refusal, refusalDiagnostics, unclosedDiagnostics } from './lint/refusals.ts'
export { type Warning, warningsOf } from './lint/warnings.ts'
export { affectedItems } from './reform/affected.ts'
export { applyReform, type Reformed } from './reform/apply.ts'
export { cliffsOf, type ThresholdEdge } from './reform/cliffs.ts'
export { parametersOf } from './reform/parameters.ts'
export type {
  Change as ReformChange,
  Parameter,
  Reform,
  ReformProblem,
  Role as ParameterRole,
} from './reform/reform.ts'
export { withSameWords } from './reform/sameWords.ts'
export { evaluate, type Options, type Verdict, verdicts } from './run/evaluate.ts'
export type {
  Amount as FindingAmount,
  AmountBasis,
  Candidate,
  CapUse,
  Cause,
  Change,
  Finding,
  Flag,
  Need,
  Outcome,
  PartFinding,
  ReadingUse,
  Reason,
  ReasonCode,
  TraceNode,
} from './run/finding.ts'
export { type Profile, type ProfileAmount, profiles } from './run/profile.ts'
export { nextQuestions, type RankedQuestion } from './run/questions.ts'
export { type InputProblem, readSubject, type SubjectReading } from './run/readSubject.ts'
export type { Element, Subject, Value } from './run/subject.ts'
export { type Ceiling, ceilingsOf, type Granted, mostOf } from './stack/ceilings.ts'
export { bestPackage } from './stack/package.ts'
export { packageFormOf } from './stack/packageForm.ts'
export type {
  Beside,
  Choice as PackageChoice,
  EntryRef,
  ItemRef,
  MatterRef,
  OpenQuestion,
  Package,
  ReadingChoice,
  ReceivedEntry,
  RelationRef,
  Share,
  Silence,
  Step as PackageStep,
  StepCause,
  Total,
  Variant as PackageVariant,
} from './stack/result.ts'
export { officialText } from './syntax/literate.ts'
export type { SourceFile } from './syntax/parse.ts'
export { creditCodeProblem, normalizeCreditCode } from './values/creditCode.ts'
export { dateToChinese, dateToIso, parseDate } from './values/dates.ts'
export { fenToYuan, yuanToFen } from './values/money.ts'
export { nearest } from './values/nearest.ts'
export {
  add,
  compare,
  divide,
  multiply,
  parseDecimal,
  type Rational,
  rational,
  rationalFromText,
  subtract,
} from './values/rational.ts'
export { type Type, typeText } from './values/types.ts'
export { parseQuantity } from './values/units.ts'
