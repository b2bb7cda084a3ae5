// The closed sets of operators that tree and IR share.

export type CompareOp = 'gt' | 'ge' | 'lt' | 'le' | 'eq' | 'ne'
/** What a target may ask for: a comparison, 左右 (about), or a range. */
export type RequirementOp = CompareOp | 'about' | 'between'
export type ArithmeticOp = 'add' | 'subtract' | 'multiply' | 'divide'
export type AggregateOp = 'exists' | 'count' | 'sum' | 'earliest' | 'latest' | 'highest' | 'lowest'

/** How a case table picks among rows that apply: 唯一 (two different results are a conflict), 就高, 累计. */
export type CasesPolicy = 'unique' | 'highest' | 'sum'
