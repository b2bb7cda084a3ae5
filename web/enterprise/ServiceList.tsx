// Services, rights and honours of one answer: a short list that opens, so that they do not drown the money.
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { Finding } from '#lang'
import { words } from '../words.zh.ts'
import { FindingCard, type ForFinding } from './FindingCard.tsx'

type Props = ForFinding & { readonly services: readonly Finding[]; readonly target: string }

export function ServiceList({ services, target, ...actions }: Props) {
  const [open, setOpen] = useState(false)
  const isTarget = services.some(({ item }) => item === target)
  useEffect(() => {
    if (isTarget) setOpen(true)
  }, [isTarget])
  return (
    <div className="services">
      <div className="services-head">
        <h3>{words.findings.services(services.length)}</h3>
        <Button type="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? words.findings.fewer : words.findings.open}
        </Button>
      </div>
      {open ? (
        services.map((finding) => <FindingCard key={finding.item} finding={finding} {...actions} />)
      ) : (
        <p className="services-names">{services.map(({ title }) => title).join('、')}</p>
      )}
    </div>
  )
}
