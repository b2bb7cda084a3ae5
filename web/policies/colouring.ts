// A document → each article cut into pieces, each with what accounts for it: the colours of the text.
import {
  type AccountKind,
  accountedPhrases,
  type Coverage,
  coverage,
  type Policy,
  type Vocabulary,
} from '#lang'
import { type Segment, segmentsOf } from '../ui/citedText.ts'
import { words } from '../words.zh.ts'
import { ruleKey } from './rules.ts'

/** `open`: nothing accounts for these words. */
export type Colour = AccountKind | 'open'

/**
 * Where several account for the same words, the first of these gives the tint; a reading among them gives the line,
 * and all of them stand in the title.
 */
export const colours: readonly Colour[] = [
  ...(['open', 'decision', 'item', 'target', 'task', 'list', 'definition', 'standard'] as const),
  ...(['relation', 'reading', 'preamble', 'noEffect', 'document', 'heading'] as const),
]

export type Piece = {
  readonly start: number
  readonly text: string
  /** Undefined for the words between phrases, which a cited phrase touches and nothing quotes. */
  readonly colour?: Colour
  readonly others: readonly Colour[]
  /** The cards that account for it. */
  readonly rules: readonly string[]
  readonly title: string
}

export type Colouring = {
  readonly pieces: ReadonlyMap<string, readonly Piece[]>
  readonly coverage: Coverage
}

type Claim = {
  readonly article: string
  readonly start: number
  readonly end: number
  readonly colour: Colour
  readonly rule: string
  readonly title: string
}

export function colouringOf(policy: Policy, vocabulary: Vocabulary): Colouring {
  const result = coverage(policy, vocabulary)
  const claims = [...accounted(policy, vocabulary), ...open(result)]
  const pieces = policy.articles.map(({ id, text }) => {
    const own = claims.filter((each) => each.article === id)
    const byKey = new Map(own.map((each) => [keyOf(each), each]))
    const spans = own.map((each) => ({ start: each.start, end: each.end, key: keyOf(each) }))
    return [id, segmentsOf(text, spans).map((segment) => pieceOf(segment, byKey))] as const
  })
  return { pieces: new Map(pieces), coverage: result }
}

function accounted(policy: Policy, vocabulary: Vocabulary): Claim[] {
  return accountedPhrases(policy, vocabulary).map(
    ({ article, start, end, account: { kind, id, title } }): Claim => ({
      ...{ article, start, end, colour: kind, title },
      ...(kind === 'heading' ? { title: '', rule: '' } : { rule: ruleKey(kind, id) }),
    }),
  )
}

function open({ openFigures, openSentences }: Coverage): Claim[] {
  return [...openFigures, ...openSentences.flatMap((each) => each.open)].map(
    ({ article, start, end }): Claim => ({
      ...{ article, start, end, colour: 'open', rule: '', title: '' },
    }),
  )
}

/** Two phrases of one rule that touch are one piece to a reader. */
function keyOf({ colour, rule }: Claim): string {
  return `${colour} ${rule}`
}

function pieceOf({ start, text, keys }: Segment, claims: ReadonlyMap<string, Claim>): Piece {
  const own = keys.flatMap((key) => claims.get(key) ?? [])
  const found = colours.filter((colour) => own.some((each) => each.colour === colour))
  // An ordinal inside a quoted phrase belongs to the phrase.
  const [colour, ...others] = found.length > 1 ? found.filter((each) => each !== 'heading') : found
  const titles = colours.flatMap((each) => titlesOf(each, own))
  return {
    start,
    text,
    ...(colour && { colour }),
    others,
    rules: [...new Set(own.map((each) => each.rule).filter(Boolean))],
    title: titles.join('；'),
  }
}

function titlesOf(colour: Colour, claims: readonly Claim[]): string[] {
  const own = claims.filter((each) => each.colour === colour)
  if (own.length === 0) return []
  const titles = [...new Set(own.map((each) => each.title).filter(Boolean))]
  const { name } = words.coverage.kinds[colour]
  return [titles.length > 0 ? words.coverage.accountedBy(name, titles) : name]
}
