// The dictionary that the lexer matches against, longest name first: Chinese has no spaces to tell names apart.

export type NameTable = {
  /** The longest name that starts at `offset`, or undefined. */
  longestAt(text: string, offset: number): string | undefined
  has(name: string): boolean
  all(): readonly string[]
}

export function nameTable(names: Iterable<string>): NameTable {
  const byFirst = new Map<string, string[]>()
  const all = new Set(names)
  for (const name of all) {
    const first = name.charAt(0)
    const bucket = byFirst.get(first)
    if (bucket) bucket.push(name)
    else byFirst.set(first, [name])
  }
  for (const bucket of byFirst.values()) bucket.sort((a, b) => b.length - a.length)
  return {
    longestAt: (text, offset) =>
      byFirst.get(text.charAt(offset))?.find((name) => text.startsWith(name, offset)),
    has: (name) => all.has(name),
    all: () => [...all],
  }
}

/** Names end at white space, brackets, quotes, punctuation and operators. */
const NAME = String.raw`[^\s（）()：:=＝，,、。；;「」『』《》〔〕+＋\-−×÷*/·.．%‰]+`
const HEAD = new RegExp(
  String.raw`^\s*(?:单位|枚举|事实|集合|字段|定义|外部标准|填补|设|口径|事项|值)\s+(${NAME})`,
)
const ALIAS = new RegExp(String.raw`\s称\s+(${NAME})`, 'g')

/** The names that a rule text declares, found line by line before anything is parsed. */
export function declaredNames(text: string): string[] {
  const found: string[] = []
  for (const line of text.split('\n')) {
    const head = HEAD.exec(line)
    if (head?.[1]) found.push(head[1])
    for (const alias of line.matchAll(ALIAS)) if (alias[1]) found.push(alias[1])
  }
  return found
}

export const NAME_PATTERN = new RegExp(`^${NAME}`)
