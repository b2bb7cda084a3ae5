// What was typed as an amount in 元 → 分. Exact: no floating point.

/** Undefined where it is no amount, or more than a number holds exactly. */
export function typedFen(text: string): number | undefined {
  const [, whole = '', fraction = ''] =
    /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(text.replace(/[,，\s]/g, '')) ?? []
  if (whole === '') return undefined
  const fen = Number(whole) * 100 + Number(fraction.padEnd(2, '0'))
  return Number.isSafeInteger(fen) ? fen : undefined
}
