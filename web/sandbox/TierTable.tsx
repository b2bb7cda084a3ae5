// The tiers of a table of the rules, a row a tier: the numbers of its condition and what it gives.
import { Link } from '@tanstack/react-router'
import type { Parameter, Program } from '#lang'
import { articleAnchor } from '../policies/anchors.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { words } from '../words.zh.ts'
import { AssumedInput } from './ParameterField.tsx'
import { useAssumption } from './useChange.ts'

type Props = { readonly program: Program; readonly parameters: readonly Parameter[]; readonly at: string }

export function TierTable({ program, parameters, at }: Props) {
  const { reform } = words.sandbox
  const [first] = parameters
  if (!first) return null
  return (
    <div className="parameter">
      <table className="tiers">
        <caption>
          {reform.tiers}
          {first.quote && <span className="parameter-quote"> {reform.said(first.quote)} </span>}
          <Link to="/policies/$id" params={{ id: first.policy }} hash={articleAnchor(first.article)}>
            {reform.article}
          </Link>
        </caption>
        <HeadRow titles={[reform.tier, reform.text, reform.assumed]} />
        <tbody>
          {parameters.map((each) => (
            <Tier key={each.id} program={program} parameter={each} at={at} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

type TierProps = { readonly program: Program; readonly parameter: Parameter; readonly at: string }

function Tier({ program, parameter, at }: TierProps) {
  const assumption = useAssumption(program, parameter, at)
  const isCondition = parameter.id.includes('/when')
  return (
    <tr>
      <th scope="row">
        {tierName(parameter.label)}
        <span className="rule-small">
          {isCondition ? words.sandbox.reform.condition : words.sandbox.reform.value}
        </span>
      </th>
      <td>{parameter.text}</td>
      <td>
        <AssumedInput parameter={parameter} assumption={assumption} />
      </td>
    </tr>
  )
}

/** The words of the tier within the label. */
function tierName(label: string): string {
  const opening = '分档「'
  const start = label.indexOf(opening) + opening.length
  if (start < opening.length) return label
  let depth = 1
  for (let at = start; at < label.length; at++) {
    if (label[at] === '「') depth++
    if (label[at] === '」') depth--
    if (depth === 0) return label.slice(start, at)
  }
  return label.slice(start)
}
