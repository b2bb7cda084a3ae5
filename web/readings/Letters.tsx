// The letters that can be taken away: one per authority with what is shown, or all of them.
import { authorityOf, type ReadingQuestion } from '#lang'
import { words } from '../words.zh.ts'
import type { ReadingsQuery } from './query.ts'
import { ownFacts } from './useReadingCases.ts'

type Props = { readonly questions: readonly ReadingQuestion[]; readonly query: ReadingsQuery }

export function Letters({ questions, query: { policy, sample } }: Props) {
  if (questions.length === 0) return null
  const byAuthority = [...Map.groupBy(questions, authorityOf)].toSorted((a, b) => b[1].length - a[1].length)
  const most = Math.max(...byAuthority.map(([, own]) => own.length))
  const file = (authority?: string) => {
    const asked = {
      ...(policy && { policy }),
      ...(authority && { authority }),
      // Facts of one's own stay on this device; a letter is reckoned with samples.
      ...(sample && sample !== ownFacts && { sample }),
    }
    return `/api/readings.docx?${new URLSearchParams(asked)}`
  }
  return (
    <section className="letters" aria-labelledby="letters-title">
      <h2 id="letters-title">{words.readings.letters}</h2>
      <p className="rule-small">{words.readings.lettersNote}</p>
      <ul>
        {byAuthority.map(([authority, own]) => (
          <li key={authority}>
            <span className="letter-to">{authority}</span>
            <span className="letter-bar" aria-hidden="true">
              <span style={{ width: `${(own.length / most) * 100}%` }} />
            </span>
            <span className="letter-count">{words.readings.questions(own.length)}</span>
            <a href={file(authority)} download aria-label={words.readings.letterTo(authority)}>
              {words.readings.download}
            </a>
          </li>
        ))}
      </ul>
      {byAuthority.length > 1 && (
        <p>
          <a href={file()} download>
            {words.readings.downloadAll(byAuthority.length)}
          </a>
        </p>
      )}
    </section>
  )
}
