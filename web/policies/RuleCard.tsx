// One rule in words: what it asks for, what it gives, up to what, and who is responsible.
import { Link } from '@tanstack/react-router'
import { type Definition, describeItem, exprText, type Item, type ItemDescription, type Target } from '#lang'
import { DepartmentLine } from '../ui/DepartmentLine.tsx'
import { words } from '../words.zh.ts'
import { PhraseList } from './ArticleText.tsx'
import { pointing, useHighlight } from './Highlight.ts'
import { ReadingDetails } from './ReadingDetails.tsx'
import { distinctPhrases, type Rule } from './rules.ts'

type Props = { readonly rule: Rule }

export function RuleCard({ rule }: Props) {
  const highlight = useHighlight()
  const lit = highlight.lit.has(rule.key)
  return (
    <section
      id={rule.key}
      className={`rule rule-${rule.kind}${lit ? ' rule-lit' : ''}`}
      aria-labelledby={`${rule.key}-title`}
      tabIndex={-1}
      {...pointing(highlight, [rule.key])}
    >
      <h3 id={`${rule.key}-title`}>
        <span className="rule-kind">{words.rule.kind[rule.kind]}</span> {rule.title}
      </h3>
      <RuleBody rule={rule} />
      <PhraseList rule={rule} phrases={distinctPhrases(rule.citations)} />
    </section>
  )
}

function RuleBody({ rule }: Props) {
  switch (rule.kind) {
    case 'document':
      return rule.lines.map((line) => <p key={line}>{line}</p>)
    case 'item':
      return <ItemDetails item={rule.item} />
    case 'reading':
      return <ReadingDetails reading={rule.reading} />
    case 'standard':
      return (
        <>
          <p>{rule.standard.question}</p>
          <p className="rule-small">{words.rule.standard(rule.standard.basis, rule.standard.askTo)}</p>
          {rule.standard.filledBy && (
            <p className="rule-small">{words.rule.filledBy(rule.standard.filledBy.source)}</p>
          )}
        </>
      )
    case 'definition':
      return <RuleLines title={words.rule.definition} lines={definitionLines(rule.definition)} />
    case 'target':
      return (
        <>
          <p>{targetText(rule.target)}</p>
          <DepartmentLine departments={rule.target.departments} />
        </>
      )
    case 'task':
      return (
        <>
          <p>{rule.task.content}</p>
          <DepartmentLine departments={rule.task.departments} />
        </>
      )
    case 'list':
      return (
        <>
          <p>{rule.list.content}</p>
          {rule.list.members.length > 0 && <p className="rule-small">{rule.list.members.join('、')}</p>}
        </>
      )
  }
}

function definitionLines({ body }: Definition): string[] {
  if (body.kind === 'expr') return [exprText(body.expr)]
  return body.rows.map(({ label, general, when, value }) =>
    words.rule.row(label ?? '', general || !when ? '' : exprText(when), exprText(value)),
  )
}

function targetText({ indicator, word, value, to, op, deadline, strength }: Target): string {
  const wanted = `${to ? '' : word}${exprText(value)}${to ? `至${exprText(to)}` : ''}${op === 'about' ? '左右' : ''}`
  return words.rule.target(indicator, wanted, deadline, strength.join('或'))
}

function ItemDetails({ item }: { readonly item: Item }) {
  const { conditions, parts, caps, window, frequency } = describeItem(item)
  return (
    <>
      <p className="finding-tags">
        <span className="nature">{item.category}</span>
        {item.nature !== 'none' && <span className="nature">{words.nature[item.nature]}</span>}
        {item.mode && <span className="nature">{item.mode}</span>}
      </p>
      {item.content && <p>{item.content}</p>}
      <RuleLines title={words.rule.conditions} lines={[...conditions, ...unlabelled(parts)]} />
      {parts.map((part) => (
        <PartLines key={part.label} part={part} />
      ))}
      <RuleLines title={words.rule.caps} lines={caps} />
      {window && <RuleLines title={words.rule.window} lines={[window]} />}
      {frequency && <RuleLines title={words.rule.frequency} lines={[frequency]} />}
      <RuleLines title={words.rule.notes} lines={item.notes} />
      <DepartmentLine departments={item.departments} />
      <p>
        <Link to="/" hash={item.id}>
          {words.rule.toCheckup}
        </Link>
      </p>
    </>
  )
}

/** An item of one part has one list of conditions; stages have a list each. */
function unlabelled(parts: ItemDescription['parts']): string[] {
  return parts.filter(({ label }) => label === '').flatMap(({ conditions }) => conditions)
}

function PartLines({
  part: { label, conditions, amount },
}: {
  readonly part: ItemDescription['parts'][number]
}) {
  return (
    <>
      {label && <RuleLines title={label} lines={conditions} />}
      <RuleLines title={words.rule.amount} lines={[amount]} />
    </>
  )
}

function RuleLines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  const told = lines.filter(Boolean)
  if (told.length === 0) return null
  return (
    <div className="rule-lines">
      <h4>{title}</h4>
      <ul>
        {told.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}
