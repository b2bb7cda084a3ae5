// A reason that the applicant reads: of which kind, in words, and the clause it rests on.
import type { Citation } from '#lang'
import { useProgram } from '../api.ts'
import { Choice } from '../ui/Choice.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { words } from '../words.zh.ts'

export type TypedReason = {
  readonly code: string
  readonly text: string
  readonly clause: { readonly policy: string; readonly article: string; readonly quote: string }
}

type Props = {
  readonly policy: string
  readonly value: TypedReason
  readonly onChange: (value: TypedReason) => void
  readonly quotes: readonly Citation[]
}

/** The clause of the item stands there to begin with. */
export function emptyReason(policy: string, [first]: readonly Citation[]): TypedReason {
  return { code: '', text: '', clause: { policy, article: first?.article ?? '', quote: first?.quote ?? '' } }
}

export function ReasonFields({ policy, value, onChange, quotes }: Props) {
  const articles = useProgram().policies.find(({ document }) => document.id === policy)?.articles ?? []
  const { code, text, clause } = value
  const setClause = (patch: Partial<TypedReason['clause']>) =>
    onChange({ ...value, clause: { ...clause, ...patch } })
  return (
    <fieldset className="reason-fields">
      <legend>{words.cases.reasonTitle}</legend>
      <Choice
        {...{ id: 'reason-code', label: words.cases.reasonKind, value: code }}
        empty={words.cases.choose}
        choices={Object.entries(words.cases.reasonCode).map(([each, label]) => ({ value: each, label }))}
        onChange={(next) => onChange({ ...value, code: next })}
      />
      <TextArea
        {...{ id: 'reason-text', label: words.cases.reasonText, value: text, required: true }}
        onChange={(next) => onChange({ ...value, text: next })}
      />
      <Choice
        {...{ id: 'reason-article', label: words.cases.article, value: clause.article }}
        empty={words.cases.choose}
        choices={articles.map(({ id, heading }) => ({ value: id, label: heading }))}
        onChange={(article) =>
          setClause({ article, quote: quotes.find((each) => each.article === article)?.quote ?? '' })
        }
      />
      <TextArea
        {...{ id: 'reason-quote', label: words.cases.quote, value: clause.quote, required: true }}
        onChange={(quote) => setClause({ quote })}
      />
    </fieldset>
  )
}
