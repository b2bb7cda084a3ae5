// What the enterprise asked to be put right, and what was answered.
import { useQuery } from '@tanstack/react-query'
import { words } from '../words.zh.ts'
import { rectificationsOf } from './ask.ts'
import type { Firm } from './FirmFrame.tsx'
import { RectificationText } from './RectificationText.tsx'

export function OwnRectifications({ firm }: { readonly firm: Firm }) {
  const { data } = useQuery(rectificationsOf(firm.id))
  if (!data || data.length === 0) return null
  return (
    <section className="panel" aria-labelledby="rectifications-title">
      <h2 id="rectifications-title">{words.firm.rectification.own(data.length)}</h2>
      <ul className="rectification-list">
        {data.map((each) => (
          <li key={each.id}>
            <RectificationText rectification={each} />
          </li>
        ))}
      </ul>
    </section>
  )
}
