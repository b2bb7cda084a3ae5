// A reading in the document: the question, the ways to read it, and what an authority has decided.
import { dateToChinese, exprText, type Reading } from '#lang'
import { words } from '../words.zh.ts'

export function ReadingDetails({ reading }: { readonly reading: Reading }) {
  const { question, alternatives, status, askTo } = reading
  return (
    <>
      <p>{question}</p>
      <ol className="rule-alternatives">
        {alternatives.map(({ key, label, bindings }) => (
          <li key={key} className={status.kind === 'decided' && status.alternative === key ? 'decided' : ''}>
            {key} {label}
            {bindings.map(({ name, expr }) => (
              <span key={name} className="binding">
                {words.rule.binding(name, exprText(expr))}
              </span>
            ))}
          </li>
        ))}
      </ol>
      <p className="rule-small">
        {status.kind === 'open'
          ? words.reading.open(askTo)
          : words.reading.decided(status.alternative, dateToChinese(status.on), status.by, status.source)}
      </p>
    </>
  )
}
