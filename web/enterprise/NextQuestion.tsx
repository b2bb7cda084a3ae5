// The one question worth asking next, answered on the spot. It is kept only when it can be read; then the next one comes.
import { Button } from 'antd'
import { useRef, useState } from 'react'
import type { Fact, Finding, Outcome, RankedQuestion, Vocabulary } from '#lang'
import { figureText } from '../ui/money.ts'
import { words } from '../words.zh.ts'
import { choiceOptions, mostChoices, type Option } from './ChoiceControl.tsx'
import { CollectionField } from './CollectionField.tsx'
import { FactField } from './FactField.tsx'
import { FieldProvider } from './FieldContext.ts'
import { type Facts, type Path, valueAt, withValue } from './facts.ts'
import { answerable, type Question } from './questions.ts'
import { readFacts } from './readFacts.ts'
import type { Checkup } from './useCheckup.ts'

type Props = { readonly checkup: Checkup; readonly years: readonly number[] }

export function NextQuestion({ checkup, years }: Props) {
  const { draft, questions, findings, vocabulary, places, change } = checkup
  const [last, setLast] = useState<{ readonly question: Question; readonly before: unknown }>()
  const heading = useRef<HTMLHeadingElement>(null)
  const open = besidePlaces(answerable(questions, draft.facts, vocabulary), places)
  const [question] = open
  const nothing = nothingToAsk(findings)

  const answer = (value: unknown) => {
    if (!question) return
    setLast({ question, before: valueAt(draft.facts, question.path) })
    change(question.path, value)
    // The control that had the focus is about to go; the heading of the next question takes it.
    heading.current?.focus()
  }
  const undo = () => {
    if (last) change(last.question.path, last.before)
    setLast(undefined)
    heading.current?.focus()
  }
  return (
    <section className="next-question" aria-labelledby="next-question">
      <h2 id="next-question" ref={heading} tabIndex={-1}>
        {question ? titleOf(question) : nothing.title}
      </h2>
      {question && (
        <QuestionForm
          key={question.path.join('.')}
          question={question}
          years={years}
          checkup={checkup}
          onAnswer={answer}
        />
      )}
      {!question && nothing.note && <p>{nothing.note}</p>}
      <p className="next-foot">
        {open.length > 1 && <span>{words.next.more(open.length - 1)}</span>}
        {last && (
          <Button type="link" size="small" onClick={undo}>
            {words.next.undo(last.question.name)}
          </Button>
        )}
      </p>
    </section>
  )
}

/** Why no question is left: all is settled, others have the word, or nothing concerned this subject to begin with. */
function nothingToAsk(findings: readonly Finding[]): { readonly title: string; readonly note: string } {
  const has = (wanted: Outcome) => findings.some(({ outcome }) => outcome === wanted)
  if (has('undetermined')) return { title: words.next.nothing, note: words.next.nothingNote }
  if (has('eligible') || has('not_eligible')) return { title: words.next.nothing, note: '' }
  return { title: words.next.nothingApplies, note: words.next.nothingAppliesNote }
}

/** The place has its field at the head of the page; it is asked once more only when nothing else is left to ask. */
function besidePlaces(questions: readonly Question[], places: readonly Fact[]): readonly Question[] {
  const others = questions.filter(({ name }) => !places.some((place) => place.name === name))
  return others.length > 0 ? others : questions
}

type FormProps = {
  readonly question: Question
  readonly years: readonly number[]
  readonly checkup: Checkup
  readonly onAnswer: (value: unknown) => void
}

function QuestionForm({ question, years, checkup: { draft, kind, vocabulary }, onAnswer }: FormProps) {
  // Answered in a copy: the question must not change under a person who is still typing.
  const [facts, setFacts] = useState<Facts>(draft.facts)
  const { problems } = readFacts(kind, facts, vocabulary)
  const value = valueAt(facts, question.path)
  const place = question.path.join('.')
  const wrong = [...problems.keys()].some((each) => each === place || each.startsWith(`${place}.`))

  const change = (path: Path, next: unknown) => {
    setFacts(withValue(facts, path, next))
  }
  const options = question.kind === 'fact' ? fewChoices(question.fact, vocabulary) : undefined
  if (options) return <AnswerButtons question={question} options={options} onAnswer={onAnswer} />
  return (
    <form
      className="question-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (value !== undefined && !wrong) onAnswer(value)
      }}
    >
      <FieldProvider value={{ vocabulary, facts, problems, years, idPrefix: 'next-', change }}>
        {question.kind === 'collection' ? (
          <CollectionField collection={question.collection} />
        ) : (
          <FactField fact={question.fact} path={question.path} />
        )}
      </FieldProvider>
      <Button type="primary" htmlType="submit" disabled={value === undefined || wrong}>
        {words.next.answer}
      </Button>
      <p className="question-why">{whyAsked(question.ranked)}</p>
    </form>
  )
}

type ButtonsProps = {
  readonly question: Question
  readonly options: readonly Option[]
  readonly onAnswer: (value: unknown) => void
}

// Buttons and not radio buttons: an arrow key on those would already answer, before the right one is reached.
function AnswerButtons({ question, options, onAnswer }: ButtonsProps) {
  return (
    <fieldset className="question-form" aria-labelledby="next-question">
      <p className="question-text">{question.ranked.question}</p>
      {question.ranked.cause === 'decision' && (
        <p className="question-why">{words.next.decidedBy(question.ranked.authority.name)}</p>
      )}
      <div className="answer-buttons">
        {options.map(({ key, label, value }) => (
          <Button key={key} type={value === null ? 'dashed' : 'default'} onClick={() => onAnswer(value)}>
            {label}
          </Button>
        ))}
      </div>
      <p className="question-why">{whyAsked(question.ranked)}</p>
    </fieldset>
  )
}

function fewChoices({ type, mayNotApply }: Fact, { enums }: Vocabulary): Option[] | undefined {
  if (type.kind !== 'bool' && type.kind !== 'enum') return undefined
  const values = type.kind === 'bool' ? 'yesNo' : (enums.find(({ name }) => name === type.name)?.values ?? [])
  const options = choiceOptions(values, mayNotApply)
  return options.length <= mostChoices ? options : undefined
}

function titleOf({ name, ranked }: Question): string {
  return ranked.cause === 'decision' ? words.next.decision(name) : words.next.title(name)
}

function whyAsked({ items, spread }: RankedQuestion): string {
  const which = words.next.bearsOn(items.slice(0, 3).join('、'), items.length)
  return spread === null || Number(spread) === 0 ? which : `${which}${words.next.spread(figureText(spread))}`
}
