// A finding → the amounts that may be awarded for it, after what the subject has received already. Pure.
import {
  bestPackage,
  type Finding,
  fenToYuan,
  type PackageChoice,
  type Program,
  type Subject,
  yuanToFen,
} from '#lang'

/** In yuan text. `settled`: the law leaves one amount. `between` and `oneOf`: an authority chooses, and says why. */
export type Lawful =
  | { readonly kind: 'settled'; readonly yuan: string }
  | { readonly kind: 'between'; readonly least: string; readonly most: string | null }
  | { readonly kind: 'oneOf'; readonly yuan: readonly string[] }

const NOTHING: Lawful = { kind: 'settled', yuan: '0.00' }

/**
 * Items that compete with this one are not taken off: which of them is applied for is the applicant's choice, and each
 * has its own decision. What was received before is.
 */
export function lawfulAward(program: Program, subject: Subject, finding: Finding, at: number): Lawful {
  const { outcome, amount } = finding
  if (outcome !== 'eligible' || amount.kind === 'non_monetary') return NOTHING
  if (amount.kind === 'candidates')
    return { kind: 'oneOf', yuan: [...new Set(amount.candidates.map((each) => each.yuan))] }
  const { variants } = bestPackage(program, subject, [finding], { at })
  const least = variants.map(({ certain }) => shareIn(certain, finding) ?? '0.00')
  const most = variants.map(
    ({ possible, beside }) =>
      shareIn(possible, finding) ?? beside.find((each) => isOf(each, finding))?.bound ?? undefined,
  )
  if (amount.kind === 'upper_bound') return between('0.00', boundOf(most) ?? amount.yuan)
  if (amount.kind === 'unstated') return between('0.00', boundOf(most))
  // Natures that are never added to money stand in no choice.
  const isApart = variants.some(({ apart }) => apart.some((each) => isOf(each, finding)))
  if (isApart)
    return amount.kind === 'exact' ? { kind: 'settled', yuan: amount.yuan } : between(amount.from, amount.to)
  return between(lowest(least), boundOf(most))
}

function between(least: string, most: string | null): Lawful {
  return least === most ? { kind: 'settled', yuan: least } : { kind: 'between', least, most }
}

type Of = { readonly policy: string; readonly item: string }

function isOf(each: Of, finding: Finding): boolean {
  return each.policy === finding.policy && each.item === finding.item
}

/** Null: nothing bounds it. Undefined: not among the shares. */
function shareIn({ shares }: PackageChoice, finding: Finding): string | null | undefined {
  return shares.find((each) => isOf(each, finding))?.to
}

function lowest(all: readonly string[]): string {
  return fenToYuan(all.map(yuanToFen).reduce((a, b) => (b < a ? b : a)))
}

function boundOf(all: readonly (string | null | undefined)[]): string | null {
  const fens = all.map((each) => (typeof each === 'string' ? yuanToFen(each) : undefined))
  if (fens.length === 0 || fens.includes(undefined)) return null
  return fenToYuan(fens.filter((each) => each !== undefined).reduce((a, b) => (b > a ? b : a)))
}

/** Whether an award in 分 is one of the lawful amounts. */
export function isLawful(lawful: Lawful, fen: bigint): boolean {
  switch (lawful.kind) {
    case 'settled':
      return fen === yuanToFen(lawful.yuan)
    case 'oneOf':
      return lawful.yuan.some((each) => fen === yuanToFen(each))
    case 'between':
      return fen >= yuanToFen(lawful.least) && (lawful.most === null || fen <= yuanToFen(lawful.most))
  }
}

export function lawfulText(lawful: Lawful): string {
  switch (lawful.kind) {
    case 'settled':
      return `${lawful.yuan}元`
    case 'oneOf':
      return lawful.yuan.map((each) => `${each}元`).join('或')
    case 'between':
      return lawful.most === null ? `不少于${lawful.least}元` : `${lawful.least}元至${lawful.most}元`
  }
}
