// An opinion from a template with one click, already filled in for the case that is being acted on.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { words } from '../words.zh.ts'
import { filledTemplates } from './ask.ts'

type Props = {
  /** Where the act goes to: it names the case. Many cases at once have no one text. */
  readonly path: string
  readonly onPick: (text: string) => void
}

export function TemplatePick({ path, onPick }: Props) {
  const id = /^\/api\/cases\/(\d+)\//.exec(path)?.[1]
  return id === undefined ? null : <Templates id={id} onPick={onPick} />
}

function Templates({ id, onPick }: { readonly id: string } & Pick<Props, 'onPick'>) {
  const { data = [] } = useQuery(filledTemplates(id))
  const [missing, setMissing] = useState<readonly string[]>([])
  if (data.length === 0) return null
  return (
    <div className="template-pick">
      <span>{words.papers.templates.pick}</span>
      {data.map((each) => (
        <Button
          key={each.id}
          size="small"
          title={each.text}
          onClick={() => {
            onPick(each.text)
            setMissing(each.missing)
          }}
        >
          {each.title}
        </Button>
      ))}
      <span className="rule-small" role="status">
        {missing.length > 0 && words.papers.templates.missing(missing.join('、'))}
      </span>
    </div>
  )
}
