// 分 → an amount in the capital figures of banks and receipts: 人民币壹佰零伍元叁角整.
const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const PLACES = ['', '拾', '佰', '仟'] as const
const GROUPS = ['', '万', '亿', '万亿'] as const

/** `fen`: whole 分, not below zero. */
export function capitalYuan(fen: bigint): string {
  const [yuan, jiao, cents] = [fen / 100n, Number((fen / 10n) % 10n), Number(fen % 10n)]
  const whole = yuan === 0n ? '' : `${wholeText(yuan)}元`
  if (jiao === 0 && cents === 0) return `人民币${whole || '零元'}整`
  const tenths = jiao > 0 ? `${DIGITS[jiao]}角` : whole === '' ? '' : '零'
  return `人民币${whole}${tenths}${cents > 0 ? `${DIGITS[cents]}分` : '整'}`
}

function wholeText(yuan: bigint): string {
  const groups: number[] = []
  for (let left = yuan; left > 0n; left /= 10_000n) groups.push(Number(left % 10_000n))
  let text = ''
  for (let i = groups.length - 1; i >= 0; i--) {
    const group = groups[i] ?? 0
    if (group === 0) continue
    // A gap before the group is said once.
    const gap = text !== '' && (group < 1000 || groups[i + 1] === 0)
    text += `${gap ? '零' : ''}${groupText(group)}${GROUPS[i] ?? ''}`
  }
  return text
}

function groupText(group: number): string {
  let text = ''
  let gap = false
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(group / 10 ** place) % 10
    if (digit === 0) {
      gap = text !== ''
      continue
    }
    text += `${gap ? '零' : ''}${DIGITS[digit]}${PLACES[place]}`
    gap = false
  }
  return text
}
