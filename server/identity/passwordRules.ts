// A new password → what is wrong with it, in words; nothing where it may be taken.
import { COMMON_PASSWORDS } from './commonPasswords.ts'

const LONG = 12
const LONG_ENOUGH_WHEN_MIXED = 10
const CLASSES = 3
const LONGEST = 128

/** 等保: at least 12 characters, or 10 of three kinds; nothing that is guessed first. */
export function passwordProblem(password: string, login: string): string | undefined {
  const text = password.normalize('NFKC')
  const length = [...text].length
  if (length > LONGEST) return `密码最长 ${LONGEST} 个字符，请改短一些`
  if (length < LONG_ENOUGH_WHEN_MIXED || (length < LONG && classesOf(text) < CLASSES))
    return '密码至少 12 个字符；若含大写字母、小写字母、数字、其他符号中的三类，至少 10 个'
  const plain = text.toLowerCase()
  if (plain.includes(login.toLowerCase())) return '密码里不能有登录名，请换一个'
  if (isCommon(plain) || isMonotonous(plain)) return '这个密码太常见，容易被猜中，请换一个'
  return undefined
}

function classesOf(text: string): number {
  return [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u].filter((each) => each.test(text)).length
}

function isCommon(plain: string): boolean {
  const stem = plain.replace(/[^\p{L}]+$/u, '')
  return (
    COMMON_PASSWORDS.has(plain) ||
    COMMON_PASSWORDS.has(stem) ||
    COMMON_PASSWORDS.has(plain.replace(/[\W_]/g, ''))
  )
}

/** Few different characters, or each the neighbour of the one before: aaaa…, 1212…, 1234…, zyxw…. */
function isMonotonous(plain: string): boolean {
  const characters = [...plain]
  if (new Set(characters).size < 5) return true
  const steps = characters
    .slice(1)
    .map((each, i) => (each.codePointAt(0) ?? 0) - (characters[i]?.codePointAt(0) ?? 0))
  return steps.filter((each) => Math.abs(each) <= 1).length >= steps.length - 2
}
