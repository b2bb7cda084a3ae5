// The contract: what the checker writes and what every engine, explanation and tool reads.
// Plain JSON; its schema is published as docs/ir.schema.json.
import type { AggregateOp, ArithmeticOp, CasesPolicy, CompareOp, RequirementOp } from '../values/operators.ts'
import type { ScalarType, Type } from '../values/types.ts'

/** Numbers are exact: "n" or "n/d" in base units, money in 分. `text` is what the author wrote. */
export type IrExpr =
  | { readonly kind: 'number'; readonly value: string; readonly dimension: string; readonly text: string }
  | { readonly kind: 'date'; readonly day: number }
  | { readonly kind: 'year'; readonly year: number }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'enum'; readonly enum: string; readonly value: string }
  | { readonly kind: 'fact'; readonly name: string; readonly type: Type }
  | {
      readonly kind: 'field'
      readonly variable: string
      readonly collection: string
      readonly field: string
      readonly type: Type
    }
  | { readonly kind: 'definition'; readonly name: string; readonly type: Type }
  /** A name that a reading binds, differently in each alternative. */
  | { readonly kind: 'choice'; readonly reading: string; readonly name: string; readonly type: Type }
  | { readonly kind: 'standard'; readonly name: string; readonly type: Type }
  | { readonly kind: 'clock'; readonly what: 'date' | 'year' }
  | { readonly kind: 'itemAmount'; readonly item: string; readonly title: string }
  | {
      readonly kind: 'compare'
      readonly op: CompareOp
      readonly word: string
      readonly left: IrExpr
      readonly right: IrExpr
    }
  | { readonly kind: 'contains'; readonly set: IrExpr; readonly value: IrExpr }
  | { readonly kind: 'oneOf'; readonly left: IrExpr; readonly values: readonly IrExpr[] }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly IrExpr[] }
  | { readonly kind: 'not'; readonly operand: IrExpr }
  | { readonly kind: 'negate'; readonly operand: IrExpr; readonly type: Type }
  | {
      readonly kind: 'arithmetic'
      readonly op: ArithmeticOp
      readonly left: IrExpr
      readonly right: IrExpr
      readonly type: Type
    }
  | {
      readonly kind: 'call'
      readonly function: string
      readonly args: readonly IrExpr[]
      readonly type: Type
    }
  | {
      readonly kind: 'aggregate'
      readonly op: AggregateOp
      readonly collection: string
      readonly variable: string
      readonly where?: IrExpr
      readonly take?: IrExpr
      readonly type: Type
    }

/** A phrase of the official text with its place: article.text.slice(start, end) === quote. */
export type Citation = {
  readonly article: string
  readonly quote: string
  readonly start: number
  readonly end: number
}

/** Who can say what a fact is. `decided` facts are judgements of a named department and are never computed. */
export type Authority = {
  readonly kind: 'applicant' | 'government' | 'derived' | 'decided'
  readonly name: string
}

export type Bound = { readonly op: CompareOp; readonly word: string; readonly value: string }

/** One declared fact, or one field of a collection. */
export type Fact = {
  readonly name: string
  readonly english: string
  readonly column?: string
  readonly subject: string
  readonly type: Type
  readonly authority: Authority
  readonly question: string
  readonly note?: string
  readonly source?: string
  readonly format?: string
  readonly bounds: readonly Bound[]
  /** True when 不适用 is a possible answer; it makes every comparison it stands in fail. */
  readonly mayNotApply: boolean
  readonly derivation?: IrExpr
  /** A question's parameter rather than a fact: its value when nothing is said (缺省 评估日). */
  readonly preset?: IrExpr
}

export type Collection = {
  readonly name: string
  readonly english: string
  readonly column?: string
  readonly subject: string
  readonly authority: Authority
  readonly question: string
  readonly note?: string
  readonly fields: readonly Fact[]
}

export type Enumeration = {
  readonly name: string
  readonly english: string
  readonly values: readonly { readonly name: string; readonly alias?: string }[]
}

export type Vocabulary = {
  readonly enums: readonly Enumeration[]
  readonly facts: readonly Fact[]
  readonly collections: readonly Collection[]
  readonly units: readonly string[]
}

/** A provision of a case table. In a 唯一 table an exception overrides the row it stands under (`under`). */
export type Row = {
  readonly label?: string
  readonly under?: string
  readonly general: boolean
  readonly when?: IrExpr
  readonly value: IrExpr
  readonly citations: readonly Citation[]
}

export type Cases = { readonly policy: CasesPolicy; readonly rows: readonly Row[]; readonly type: Type }

export type Body = { readonly kind: 'expr'; readonly expr: IrExpr } | ({ readonly kind: 'cases' } & Cases)

export type Definition = {
  readonly name: string
  readonly type: Type
  readonly body: Body
  readonly citations: readonly Citation[]
}

/** A value that another document or list must supply (相应标准, 按区级相关办法). */
export type Standard = {
  readonly name: string
  readonly type: ScalarType
  readonly basis: string
  readonly askTo: string
  readonly question: string
  readonly citations: readonly Citation[]
  readonly filledBy?: { readonly expr: IrExpr; readonly source: string }
}

export type Alternative = {
  readonly key: string
  readonly label: string
  readonly bindings: readonly { readonly name: string; readonly expr: IrExpr }[]
  readonly citations: readonly Citation[]
}

export type ReadingStatus =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'decided'
      readonly alternative: string
      readonly on: number
      readonly by: string
      readonly source: string
    }

/** A phrase that allows more than one reading (口径). Every alternative binds the same names. */
export type Reading = {
  readonly id: string
  readonly title: string
  readonly article: string
  readonly question: string
  readonly askTo: string
  readonly alternatives: readonly Alternative[]
  readonly status: ReadingStatus
  readonly citations: readonly Citation[]
}

export type Condition =
  | { readonly kind: 'test'; readonly expr: IrExpr; readonly citations: readonly Citation[] }
  | {
      readonly kind: 'any' | 'all'
      readonly conditions: readonly Condition[]
      readonly citations: readonly Citation[]
    }

export type Amount = { readonly citations: readonly Citation[] } & (
  | { readonly kind: 'exact' | 'upTo'; readonly value: Body }
  | { readonly kind: 'range'; readonly from: IrExpr; readonly to: IrExpr }
  | { readonly kind: 'candidates'; readonly values: readonly IrExpr[] }
  | { readonly kind: 'unstated' }
  | { readonly kind: 'nonMonetary' }
)

export type Cap = {
  readonly scope: string
  readonly limit: IrExpr
  /** 原则上: the authority may go beyond it. */
  readonly soft: boolean
  readonly when?: IrExpr
  readonly citations: readonly Citation[]
}

/** The elements of a collection that a part runs over: each of them (每), or the first that fits (凭). */
export type Selection = {
  readonly collection: string
  readonly variable: string
  readonly where?: IrExpr
  readonly mode: 'each' | 'first'
}

/** What is granted together: the whole item, one stage of it, or one element's share. */
export type Part = {
  readonly label?: string
  readonly over?: Selection
  readonly conditions: readonly Condition[]
  readonly eventDate?: IrExpr
  /** From which event date the text reaches back beyond its own beginning. */
  readonly reachesBackTo?: number
  readonly amount: Amount
  readonly caps: readonly Cap[]
  readonly citations: readonly Citation[]
}

export type Departments = {
  readonly lead: readonly string[]
  readonly responsible: readonly string[]
  readonly handler?: string
  /** The text says 等: the list is not complete. */
  readonly openEnded: boolean
  readonly citations: readonly Citation[]
}

export type Window = {
  readonly from?: number
  readonly to?: number
  readonly by?: IrExpr
  readonly citations: readonly Citation[]
}

export type Frequency = {
  readonly kind: 'once' | 'yearly' | 'perElement'
  readonly text: string
  readonly citations: readonly Citation[]
}

export type Nature = 'cash' | 'relief' | 'tax' | 'taxBase' | 'equity' | 'loan' | 'none'

export type Item = {
  readonly id: string
  readonly title: string
  readonly article: string
  readonly category: string
  readonly nature: Nature
  /** 鼓励, 优先, 推荐 …: how strong a promise that no text makes computable is. */
  readonly mode?: string
  readonly recipient: string
  readonly appliesTo?: IrExpr
  readonly window?: Window
  /** Conditions of the whole item; those on an element stand in its part. */
  readonly conditions: readonly Condition[]
  readonly parts: readonly Part[]
  readonly caps: readonly Cap[]
  readonly frequency?: Frequency
  readonly statedTotal?: { readonly expr: IrExpr; readonly citations: readonly Citation[] }
  readonly quota?: string
  readonly departments: Departments
  readonly content?: string
  readonly notes: readonly string[]
  readonly citations: readonly Citation[]
}

/** How binding a target is; several where the text leaves open which word governs it. */
export type Strength = '约束' | '力争' | '争创'

/** What a target counts: what exists, what is added, what has come together over the years, a yearly mean. */
export type Counting = '存量' | '新增' | '累计' | '年均' | '占比' | '增速'

export type Target = {
  readonly id: string
  readonly title: string
  readonly article: string
  readonly indicator: string
  readonly op: RequirementOp
  /** The law's own word for the comparison; empty when the text names a bare number. */
  readonly word: string
  readonly value: IrExpr
  /** The upper end of a range. */
  readonly to?: IrExpr
  /** The deadline as the text has it, and what could be read from it: the year in which it ends, and 每年. */
  readonly deadline: string
  readonly dueYear?: number
  readonly yearly: boolean
  readonly strength: readonly Strength[]
  readonly counting: readonly Counting[]
  readonly baseline?: string
  /** The target of the same document that this one is a part of. */
  readonly parent?: string
  readonly departments: Departments
  readonly notes: readonly string[]
  readonly citations: readonly Citation[]
}

export type Task = {
  readonly id: string
  readonly title: string
  readonly article: string
  readonly content: string
  readonly deadline?: string
  readonly departments: Departments
  readonly notes: readonly string[]
  readonly citations: readonly Citation[]
}

export type ListKind = '清单' | '库' | '平台' | '机制' | '角色' | '方向' | '布局' | '载体' | '计划' | '体系'

export type List = {
  readonly id: string
  readonly title: string
  readonly article: string
  readonly kind: ListKind
  readonly content: string
  readonly members: readonly string[]
  readonly departments: Departments
  readonly notes: readonly string[]
  readonly citations: readonly Citation[]
}

/**
 * What the text says about items together. `highest`: of what is chosen in the group only the highest is paid.
 * `exclusive`: at most one may be taken. `sharedCap`: together at most the cap. `deduct`: what `amount` finds was
 * received elsewhere is taken off. `requires`: the first member must be granted before the others.
 * `cumulative`: the text expressly allows all.
 */
export type Relation = {
  readonly id: string
  readonly title: string
  readonly article: string
  readonly kind: 'exclusive' | 'highest' | 'sharedCap' | 'deduct' | 'requires' | 'cumulative'
  /** Ids of items. Empty when `reach` says whom it concerns. */
  readonly members: readonly string[]
  /** Not listed in the text: every group of one matter in which an item of this document meets one of another. */
  readonly reach?: 'sameLevel' | 'sameDocument' | 'anyDocument'
  readonly cap?: Cap
  readonly amount?: IrExpr
  /** Holds only where this does; how a reading decides whether there is such a relation. */
  readonly when?: IrExpr
  readonly notes: readonly string[]
  readonly citations: readonly Citation[]
}

/** Words of the text that grant nothing and ask nothing: why the document was made, or why they have no effect. */
export type Remark = {
  readonly kind: 'preamble' | 'noEffect'
  readonly title: string
  readonly article: string
  readonly reason?: string
  readonly citations: readonly Citation[]
}

/** Items that a person has declared to be one matter. Never the text's own words, and shown as a declaration. */
export type Matter = {
  readonly id: string
  readonly title: string
  readonly members: readonly string[]
  readonly declaredBy: string
  readonly note: string
}

/** A date with what it rests on: a phrase of the text, or a stated inference. */
export type DatedFact = { readonly day: number; readonly citations: readonly Citation[] }

export type Document = {
  readonly id: string
  readonly title: string
  readonly number: string
  readonly issuer: string
  readonly level: string
  readonly jurisdiction: string
  readonly issued: DatedFact
  /** When the text begins to apply; `inferred` says why when no phrase states it. */
  readonly begins: {
    readonly day: number
    readonly citations: readonly Citation[]
    readonly inferred?: string
  }
  /** When it ends; absent when the text names no end. */
  readonly ends?: DatedFact
  /** What is said instead of a date: 未载明, with why a date in the text is not the end. */
  readonly endsUnstated?: string
  readonly repeals: readonly { readonly number: string; readonly citations: readonly Citation[] }[]
  readonly appliesTo?: IrExpr
  /** Who interprets the document, where the text says so (由…负责解释). */
  readonly interpreter?: string
  /** What its names, issuers and addressees rest on. */
  readonly citations: readonly Citation[]
}

export type Policy = {
  readonly document: Document
  readonly articles: readonly {
    readonly id: string
    readonly heading: string
    readonly level: number
    readonly text: string
  }[]
  readonly definitions: readonly Definition[]
  readonly standards: readonly Standard[]
  readonly readings: readonly Reading[]
  readonly items: readonly Item[]
  readonly targets: readonly Target[]
  readonly tasks: readonly Task[]
  readonly lists: readonly List[]
  readonly relations: readonly Relation[]
  readonly remarks: readonly Remark[]
}

/** All documents that are evaluated together, with the dictionary they share. */
export type Program = {
  readonly version: 1
  readonly vocabulary: Vocabulary
  readonly policies: readonly Policy[]
  readonly matters: readonly Matter[]
}
