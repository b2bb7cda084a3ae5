// What identifies a person or an account → as much of it as recognition needs. The whole is shown by revealMasked.

/** 13812340000 → 138****0000 */
export function maskPhone(phone: string): string {
  return covered(phone, 3, 4)
}

/** 张三丰 → 张** */
export function maskName(name: string): string {
  return covered(name, 1, 0)
}

/** 6222021234567890123 → 6222***********0123 */
export function maskBankAccount(account: string): string {
  return covered(account, 4, 4)
}

/** 500112199001011234 → 500***********1234 */
export function maskIdNumber(number: string): string {
  return covered(number, 3, 4)
}

/** Keeps characters at both ends; where that would leave less than half covered, everything is. */
function covered(text: string, before: number, after: number): string {
  const characters = [...text]
  const hidden = characters.length - before - after
  if (hidden <= 0 || (after > 0 && hidden * 3 < characters.length)) return '*'.repeat(characters.length)
  return [
    ...characters.slice(0, before),
    '*'.repeat(hidden),
    ...characters.slice(characters.length - after),
  ].join('')
}
