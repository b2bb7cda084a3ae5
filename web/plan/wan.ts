// 分 → 万元 as it is read, and 万元 as it was typed → 分. Exact.

/** 150000000 → "150". */
export function wanText(fen: number): string {
  const whole = Math.trunc(fen / 1_000_000)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',')
  const rest = String(fen % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '')
  return rest === '' ? whole : `${whole}.${rest}`
}

/** Undefined where it is no such number. */
export function fenOfWan(text: string): number | undefined {
  const parts = /^(\d{1,8})(?:\.(\d{1,6}))?$/.exec(text.trim().replaceAll(',', ''))
  return parts ? Number(parts[1]) * 1_000_000 + Number((parts[2] ?? '').padEnd(6, '0')) : undefined
}
