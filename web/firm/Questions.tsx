// What only the enterprise can add, the most useful first, as fields that are saved into the profile.
import { Button } from 'antd'
import { useState } from 'react'
import type { ProfileReply } from '#server/api/firm/profile.ts'
import { useProgram } from '../api.ts'
import { withChineseNames } from '../enterprise/facts.ts'
import { words } from '../words.zh.ts'
import { SayForm } from './SayForm.tsx'

const AT_ONCE = 3

export function Questions({ data }: { readonly data: ProfileReply }) {
  const { vocabulary } = useProgram()
  const [shown, setShown] = useState(AT_ONCE)
  const { profile } = words.firm
  const declared = new Set([...vocabulary.facts, ...vocabulary.collections].map(({ name }) => name))
  const titles = [...new Set(data.questions.map(({ title }) => title))].filter((each) => declared.has(each))
  if (titles.length === 0) return null
  const asked = titles.slice(0, shown)
  const rest = Math.min(AT_ONCE, titles.length - asked.length)
  return (
    <section className="panel" aria-labelledby="questions-title">
      <h2 id="questions-title">{profile.questions(titles.length)}</h2>
      <p className="rule-small">{profile.questionsNote}</p>
      <SayForm subject={data.subject.id} titles={asked} stored={withChineseNames(data.facts, vocabulary)} />
      {rest > 0 && (
        <Button type="link" onClick={() => setShown(shown + AT_ONCE)}>
          {profile.moreQuestions(rest)}
        </Button>
      )}
    </section>
  )
}
