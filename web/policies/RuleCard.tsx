// One rule in words: what it asks for, what it gives, up to what, and who is responsible.
import { Link } from '@tanstack/react-router'
import {
  type Definition,
  describeItem,
  exprText,
  type Item,
  type ItemDescription,
  type Relation,
  type Target,
} from '#lang'
import { DepartmentLine } from '../ui/DepartmentLine.tsx'
import { words } from '../words.zh.ts'
import { PhraseList } from './ArticleText.tsx'
import { pointing, useHighlight, useLit } from './Highlight.ts'
import { ReadingDetails } from './ReadingDetails.tsx'
import { distinctPhrases, type Rule } from './rules.ts'

type Props = { readonly rule: Rule }

export function RuleCard({ rule }: Props) {
  const highlight = useHighlight()
  const lit = useLit([rule.key])
  return (
    <section
      id={rule.key}
      className={`rule rule-${rule.kind}${lit ? ' rule-lit' : ''}`}
      aria-labelledby={`${rule.key}-title`}
      tabIndex={-1}
      {...pointing(highlight, [rule.key])}
    >
      <h3 id={`${rule.key}-title`}>
        <span className={`rule-kind rule-kind-${rule.kind}`}>{kindText(rule)}</span> {rule.title}
      </h3>
      <RuleBody rule={rule} />
      <PhraseList rule={rule} phrases={distinctPhrases(rule.citations)} />
    </section>
  )
}

function kindText(rule: Rule): string {
  if (rule.kind === 'list') return rule.list.kind
  if (rule.kind === 'remark') return words.coverage.kinds[rule.remark.kind].name
  return words.rule.kind[rule.kind]
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
      return <TargetDetails rule={rule} />
    case 'task':
      return (
        <>
          <p>{rule.task.content}</p>
          {rule.task.deadline && <p className="rule-small">{words.rule.deadline(rule.task.deadline)}</p>}
          <RuleLines title={words.rule.notes} lines={rule.task.notes} />
          <DepartmentLine departments={rule.task.departments} />
        </>
      )
    case 'list':
      return (
        <>
          <p>{rule.list.content}</p>
          <RuleLines title={words.rule.members(rule.list.members.length)} lines={rule.list.members} />
          <RuleLines title={words.rule.notes} lines={rule.list.notes} />
          <DepartmentLine departments={rule.list.departments} />
        </>
      )
    case 'relation':
      return (
        <>
          <p>{words.rule.relation[rule.relation.kind]}</p>
          <RuleLines title={words.rule.concerns} lines={concerned(rule.relation, rule.members)} />
          <RuleLines title={words.rule.notes} lines={rule.relation.notes} />
        </>
      )
    case 'remark':
      return rule.remark.reason === undefined ? null : <p>{words.rule.reason(rule.remark.reason)}</p>
  }
}

function definitionLines({ body }: Definition): string[] {
  if (body.kind === 'expr') return [exprText(body.expr)]
  return body.rows.map(({ label, general, when, value }) =>
    words.rule.row(label ?? '', general || !when ? '' : exprText(when), exprText(value)),
  )
}

function TargetDetails({ rule: { target, parent, children } }: { readonly rule: TargetRule }) {
  const { deadline, strength, counting, baseline, notes, departments, yearly } = target
  const facts: [string, string][] = [
    [words.rule.target.indicator, target.indicator],
    [words.rule.target.demand, demandText(target)],
    [
      words.rule.target.deadline,
      yearly && !deadline.includes(words.rule.target.yearly)
        ? `${words.rule.target.yearly} ${deadline}`
        : deadline,
    ],
    [words.rule.target.strength, strength.join(words.rule.target.or) || words.rule.target.noStrength],
    [words.rule.target.counting, counting.join(words.rule.target.or)],
    [words.rule.target.baseline, baseline ?? ''],
  ]
  return (
    <>
      <dl className="target-facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([term, value]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        {parent && (
          <div>
            <dt>{words.rule.target.parent}</dt>
            <dd>
              <a href={`#target-${parent.id}`}>{`${parent.title}（${demandText(parent)}）`}</a>
            </dd>
          </div>
        )}
        {children.length > 0 && (
          <div>
            <dt>{words.rule.target.children}</dt>
            <dd>
              {children.map((child) => (
                <a key={child.id} className="target-child" href={`#target-${child.id}`}>
                  {`${child.title}（${demandText(child)}）`}
                </a>
              ))}
            </dd>
          </div>
        )}
      </dl>
      <RuleLines title={words.rule.notes} lines={notes} />
      <DepartmentLine departments={departments} />
    </>
  )
}

type TargetRule = Extract<Rule, { readonly kind: 'target' }>

function demandText({ word, value, to, op }: Target): string {
  return `${to ? '' : word}${exprText(value)}${to ? words.rule.target.upTo(exprText(to)) : ''}${op === 'about' ? words.rule.target.about : ''}`
}

/** Whom a relation concerns, on what condition, and up to what. */
function concerned({ reach, cap, amount, when }: Relation, members: readonly string[]): string[] {
  return [
    ...members,
    ...(reach ? [words.rule.reach[reach]] : []),
    ...(cap ? [words.rule.atMost(cap.scope, exprText(cap.limit))] : []),
    ...(amount ? [words.rule.takenOff(exprText(amount))] : []),
    ...(when ? [words.rule.onlyWhen(exprText(when))] : []),
  ]
}

function ItemDetails({ item }: { readonly item: Item }) {
  const { conditions, parts, caps, window, frequency } = describeItem(item)
  return (
    <>
      <p className="finding-tags">
        <span className="nature">{item.category}</span>
        {item.nature !== 'none' && <span className="nature">{words.nature[item.nature]}</span>}
        {item.mode && <span className="nature">{item.mode}</span>}
        <span className="nature">{words.rule.recipient(item.recipient)}</span>
      </p>
      {item.content && <p>{item.content}</p>}
      <RuleLines title={words.rule.conditions} lines={[...conditions, ...unlabelled(parts)]} />
      {parts.map((part) => (
        <PartLines key={part.label} part={part} />
      ))}
      <RuleLines title={words.rule.caps} lines={caps} />
      {window && <RuleLines title={words.rule.window} lines={[window]} />}
      {frequency && <RuleLines title={words.rule.frequency} lines={[frequency]} />}
      {item.quota && <RuleLines title={words.rule.quota} lines={[item.quota]} />}
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
