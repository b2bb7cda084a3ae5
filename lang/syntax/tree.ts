// What the parser makes of a rule file: declarations made of clauses, clauses made of an argument, citations and clauses.
import type { Span } from '../diagnostics/diagnostic.ts'
import type { AggregateOp, ArithmeticOp, CasesPolicy, CompareOp, RequirementOp } from '../values/operators.ts'
import type { ClauseWord } from './clauses.ts'

/** A phrase of the official text that a rule rests on: 引「…」, or 引 #3「…」 for another article. */
export type Citation = { readonly quote: string; readonly article?: string; readonly at: Span }

export type Expr =
  /** A number as written, 50万元; `value` is in base units, money in 分. */
  | {
      readonly kind: 'number'
      readonly text: string
      readonly value: string
      readonly dimension: string
      readonly at: Span
    }
  | { readonly kind: 'date'; readonly day: number; readonly at: Span }
  | { readonly kind: 'year'; readonly year: number; readonly at: Span }
  | { readonly kind: 'bool'; readonly value: boolean; readonly at: Span }
  | { readonly kind: 'text'; readonly value: string; readonly at: Span }
  /** What the parser puts where an expression should be and is not; the error is already reported. */
  | { readonly kind: 'missing'; readonly at: Span }
  | { readonly kind: 'name'; readonly name: string; readonly at: Span }
  | { readonly kind: 'field'; readonly variable: string; readonly field: string; readonly at: Span }
  /** `word` keeps the law's own comparison: 超过 is not 达到. */
  | {
      readonly kind: 'compare'
      readonly op: CompareOp
      readonly word: string
      readonly left: Expr
      readonly right: Expr
      readonly at: Span
    }
  | { readonly kind: 'contains'; readonly set: Expr; readonly value: Expr; readonly at: Span }
  | { readonly kind: 'oneOf'; readonly left: Expr; readonly values: readonly Expr[]; readonly at: Span }
  | { readonly kind: 'and' | 'or'; readonly left: Expr; readonly right: Expr; readonly at: Span }
  | { readonly kind: 'not'; readonly operand: Expr; readonly at: Span }
  | { readonly kind: 'negate'; readonly operand: Expr; readonly at: Span }
  | {
      readonly kind: 'arithmetic'
      readonly op: ArithmeticOp
      readonly left: Expr
      readonly right: Expr
      readonly at: Span
    }
  | { readonly kind: 'call'; readonly function: string; readonly args: readonly Expr[]; readonly at: Span }
  /** 金额（事项）: what another item of the same document grants. */
  | { readonly kind: 'itemAmount'; readonly item: string; readonly at: Span }
  | {
      readonly kind: 'aggregate'
      readonly op: AggregateOp
      readonly collection: string
      readonly variable?: string
      readonly where?: Expr
      readonly take?: Expr
      readonly at: Span
    }

export type TypeTree =
  | {
      readonly kind: 'bool' | 'money' | 'ratio' | 'date' | 'year' | 'text'
      readonly yearly: boolean
      readonly at: Span
    }
  | { readonly kind: 'quantity'; readonly unit: string; readonly yearly: boolean; readonly at: Span }
  | { readonly kind: 'enum' | 'set'; readonly name: string; readonly yearly: boolean; readonly at: Span }

/** What stands behind the word that opens a clause. */
export type Argument =
  | { readonly kind: 'none' }
  | { readonly kind: 'raw'; readonly text: string; readonly at: Span }
  | { readonly kind: 'expr'; readonly expr: Expr }
  | { readonly kind: 'newName'; readonly name: string; readonly alias?: string; readonly at: Span }
  | { readonly kind: 'declaration'; readonly name: string; readonly type: TypeTree; readonly at: Span }
  | {
      readonly kind: 'binding'
      readonly name: string
      readonly expr?: Expr
      readonly cases?: CasesPolicy
      readonly at: Span
    }
  | { readonly kind: 'date'; readonly day: number; readonly at: Span }
  | {
      readonly kind: 'range'
      readonly bounds: readonly { readonly op: CompareOp; readonly word: string; readonly limit: Expr }[]
    }
  | {
      readonly kind: 'selection'
      readonly collection: string
      readonly variable?: string
      readonly where?: Expr
      readonly at: Span
    }
  | { readonly kind: 'amount'; readonly amount: AmountTree }
  | {
      readonly kind: 'cap'
      readonly scope: string
      readonly limit: Expr
      readonly soft: boolean
      readonly when?: Expr
      readonly at: Span
    }
  | {
      readonly kind: 'row'
      readonly label?: string
      readonly under?: string
      readonly when?: Expr
      readonly value: Expr
    }
  | {
      readonly kind: 'window'
      readonly from?: number
      readonly to?: number
      readonly by?: Expr
      readonly at: Span
    }
  /** `word` is empty when the text names a bare number. */
  | {
      readonly kind: 'target'
      readonly op: RequirementOp
      readonly word: string
      readonly value: Expr
      readonly to?: Expr
    }

export type AmountTree =
  | { readonly kind: 'exact' | 'upTo'; readonly value: Expr }
  | { readonly kind: 'range'; readonly from: Expr; readonly to: Expr }
  | { readonly kind: 'candidates'; readonly values: readonly Expr[] }
  | { readonly kind: 'cases'; readonly policy: CasesPolicy; readonly upTo: boolean }
  | { readonly kind: 'unstated' }

export type Clause = {
  readonly word: ClauseWord
  readonly argument: Argument
  readonly citations: readonly Citation[]
  readonly children: readonly Clause[]
  readonly at: Span
}

/** One article of the official text: heading, id, and the verbatim paragraphs (joined by a line feed). */
export type Article = {
  readonly id: string
  readonly heading: string
  readonly level: number
  readonly text: string
  /** Where each paragraph begins in the file. */
  readonly starts: readonly number[]
  readonly at: Span
}

export type Block = { readonly article?: string; readonly clauses: readonly Clause[]; readonly at: Span }

/** One file: a literate policy.md (with articles) or a plain .rule file (one block). */
export type Tree = {
  readonly file: string
  readonly articles: readonly Article[]
  readonly blocks: readonly Block[]
}
