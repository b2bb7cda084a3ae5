// 分 → how official papers write an amount: grouped digits, and 大写, which nobody can alter with a stroke of the pen.
import { yuanText } from '../payments/fen.ts'

/** 12345678 → "123,456.78" */
export function yuanDigits(fen: number): string {
  const [whole = '', fraction] = yuanText(fen).split('.')
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${fraction}`
}

const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const PLACES = ['', '拾', '佰', '仟']
const GROUPS = ['', '万', '亿', '万亿']

/** 15000000 → "壹拾伍万元整"; for amounts from 0 up. */
export function capitalYuan(fen: number): string {
  const [whole = '0', fraction = '00'] = yuanText(fen).split('.')
  const [jiao, cent] = [Number(fraction[0]), Number(fraction[1])]
  const yuan = Number(whole) === 0 ? '' : `${capitalWhole(whole)}元`
  if (jiao === 0 && cent === 0) return yuan === '' ? '零元整' : `${yuan}整`
  const tenth = jiao > 0 ? `${DIGITS[jiao]}角` : yuan === '' ? '' : '零'
  return `${yuan}${tenth}${cent > 0 ? `${DIGITS[cent]}分` : ''}`
}

function capitalWhole(digits: string): string {
  const groups: string[] = []
  for (let end = digits.length; end > 0; end -= 4) groups.unshift(digits.slice(Math.max(0, end - 4), end))
  let text = ''
  for (const [i, group] of groups.entries()) {
    const value = Number(group)
    // One 零 stands for all zeros between two digits.
    const gap = text !== '' && group.startsWith('0')
    if (value === 0) {
      if (text !== '' && !text.endsWith('零') && i < groups.length - 1) text += '零'
      continue
    }
    if (gap && !text.endsWith('零')) text += '零'
    text += capitalGroup(group.replace(/^0+/, '')) + (GROUPS[groups.length - 1 - i] ?? '')
  }
  return text.replace(/零+$/, '')
}

function capitalGroup(group: string): string {
  let text = ''
  for (const [i, digit] of [...group].entries()) {
    const place = group.length - 1 - i
    if (digit !== '0') text += `${DIGITS[Number(digit)]}${PLACES[place]}`
    else if (!text.endsWith('零') && /[1-9]/.test(group.slice(i))) text += '零'
  }
  return text
}
