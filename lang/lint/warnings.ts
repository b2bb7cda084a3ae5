// The linter's diagnostics → what a reader of a document is shown: in words, with the article and the phrase.
import type { Code } from '../diagnostics/codes.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { zh } from '../diagnostics/zh.ts'
import type { Program } from '../ir/ir.ts'
import type { Article, Tree } from '../syntax/tree.ts'
import { idOf, type LintOptions, lint } from './lint.ts'

export type Warning = {
  readonly code: Code
  readonly policy: string
  readonly article: string
  readonly heading: string
  /** The phrase of the official text; absent where it is a rule that is doubtful. */
  readonly quote?: string
  readonly message: string
  readonly expected?: string
  readonly hint?: string
}

/** Every warning about the documents of a library, in Chinese. */
export function warningsOf(program: Program, trees: readonly Tree[], options: LintOptions): Warning[] {
  return lint(program, trees, options).flatMap((diagnostic) => {
    const tree = trees.find((each) => each.file === diagnostic.at.file)
    const policy = tree && idOf(tree)
    const article = tree && articleAt(tree.articles, diagnostic)
    return policy !== undefined && article ? [warning(diagnostic, policy, article)] : []
  })
}

function warning({ code, args, at }: Diagnostic, policy: string, article: Article): Warning {
  const { message, expected, hint } = zh[code](args)
  const quote = quoteAt(article, at)
  return {
    ...{ code, policy, article: article.id, heading: article.heading, message },
    ...(quote === undefined ? {} : { quote }),
    ...(expected === undefined ? {} : { expected }),
    ...(hint === undefined ? {} : { hint }),
  }
}

function articleAt(articles: readonly Article[], { at }: Diagnostic): Article | undefined {
  return articles.findLast((each) => each.at.start <= at.start)
}

/** The words of the article at a place of the file. */
function quoteAt({ text, starts }: Article, at: Diagnostic['at']): string | undefined {
  const line = starts.findLastIndex((start) => start <= at.start)
  const paragraph = line < 0 ? undefined : text.split('\n')[line]
  const from = at.start - (starts[line] ?? 0)
  return paragraph === undefined || from >= paragraph.length
    ? undefined
    : paragraph.slice(from, from + (at.end - at.start))
}
