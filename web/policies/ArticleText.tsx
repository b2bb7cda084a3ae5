// An article's own words in the colours of what accounts for them; each phrase leads to its cards.
import type { Citation } from '#lang'
import { words } from '../words.zh.ts'
import { articleAnchor } from './anchors.ts'
import type { Piece } from './colouring.ts'
import { pointing, useHighlight, useLit } from './Highlight.ts'
import type { Rule } from './rules.ts'

export function ArticleText({ pieces }: { readonly pieces: readonly Piece[] }) {
  return (
    <p className="official-text">
      {pieces.map((piece, i) => {
        const mark = marksOf(piece)
        // The character stands once before words of one kind, not before every piece of them.
        const shown = mark === marksOf(pieces[i - 1]) ? '' : mark
        if (!piece.colour) return <span key={piece.start}>{piece.text}</span>
        if (piece.rules.length > 0) return <Phrase key={piece.start} piece={piece} mark={shown} />
        return (
          <span key={piece.start} className={`cov cov-${piece.colour}`} data-mark={shown} title={piece.title}>
            {piece.text}
          </span>
        )
      })}
    </p>
  )
}

/** One character for each kind of account, the one that gives the tint first. */
function marksOf(piece: Piece | undefined): string {
  if (!piece?.colour) return ''
  return [piece.colour, ...piece.others].map((each) => words.coverage.kinds[each].mark).join('')
}

type PhraseProps = { readonly piece: Piece; readonly mark: string }

function Phrase({ piece, mark }: PhraseProps) {
  const { start, text, colour = 'open', others, rules, title } = piece
  const highlight = useHighlight()
  const lit = useLit(rules)
  const [first = ''] = rules
  const isDisputed = others.includes('reading')
  return (
    <a
      data-start={start}
      data-end={start + text.length}
      data-mark={mark}
      className={`phrase cov cov-${colour}${isDisputed ? ' cov-disputed' : ''}${lit ? ' phrase-lit' : ''}`}
      href={`#${first}`}
      title={title}
      {...pointing(highlight, rules)}
      onClick={(event) => {
        event.preventDefault()
        highlight.pin(rules)
        bringIntoView(document.getElementById(first))
      }}
    >
      {text}
    </a>
  )
}

/** A rule's own list of phrases; each leads back to its place in the text. */
export function PhraseList({
  rule,
  phrases,
}: {
  readonly rule: Rule
  readonly phrases: readonly Citation[]
}) {
  const highlight = useHighlight()
  if (phrases.length === 0) return null
  return (
    <p className="phrases">
      <span className="phrases-label">{words.policy.basis}</span>
      {phrases.map(({ article, start, end, quote }) => {
        return (
          <a
            key={`${article} ${start} ${end}`}
            href={`#${articleAnchor(article)}`}
            {...pointing(highlight, [rule.key])}
            onClick={(event) => {
              event.preventDefault()
              highlight.pin([rule.key])
              bringIntoView(phraseAt(article, start))
            }}
          >
            「{shortened(quote)}」
          </a>
        )
      })}
    </p>
  )
}

/** A citation by its two ends can be a whole article; its ends are enough beside the card. */
function shortened(quote: string): string {
  return quote.length > 60 ? `${quote.slice(0, 28)}……${quote.slice(-20)}` : quote
}

/** The piece of text in which a phrase begins: overlapping phrases share their pieces. */
function phraseAt(article: string, start: number): HTMLElement | undefined {
  const phrases =
    document.getElementById(articleAnchor(article))?.querySelectorAll<HTMLElement>('.phrase') ?? []
  return [...phrases].find(({ dataset }) => Number(dataset.start) <= start && start < Number(dataset.end))
}

function bringIntoView(element: HTMLElement | null | undefined) {
  element?.scrollIntoView({ block: 'center' })
  element?.focus({ preventScroll: true })
}
