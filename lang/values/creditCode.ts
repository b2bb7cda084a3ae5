// 统一社会信用代码 (GB 32100—2015): 18 characters, the last one a check character, sum of weights 3^(i−1) mod 31.

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** Upper case, half width, without spaces: how a code is kept. */
export function normalizeCreditCode(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toUpperCase()
}

/** Why a code cannot be right, or undefined when its check character fits (which does not prove that it exists). */
export function creditCodeProblem(
  text: string,
): { readonly kind: 'length' | 'character' | 'check'; readonly expected?: string } | undefined {
  const code = normalizeCreditCode(text)
  if (code.length !== 18) return { kind: 'length' }
  let sum = 0
  let weight = 1
  for (let i = 0; i < 17; i++) {
    const value = ALPHABET.indexOf(code.charAt(i))
    if (value < 0) return { kind: 'character' }
    sum += value * weight
    weight = (weight * 3) % 31
  }
  const expected = ALPHABET.charAt((31 - (sum % 31)) % 31)
  return code.charAt(17) === expected ? undefined : { kind: 'check', expected }
}
