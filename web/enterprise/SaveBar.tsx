// After a check-up: what was typed beyond the profile can be saved into it, as far as it is the enterprise's own to say.
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { type Firm, firmsOf } from '../firm/FirmFrame.tsx'
import { useSay } from '../firm/useSay.ts'
import { useKnownSession } from '../identity/session.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { withChineseNames } from './facts.ts'
import { beyond, profileOf } from './stored.ts'
import type { Checkup } from './useCheckup.ts'

export function SaveBar({ checkup }: { readonly checkup: Checkup }) {
  const session = useKnownSession()
  const { draft } = checkup
  // What was made up is nobody's.
  if (session?.kind !== 'person' || session.next !== 'nothing' || draft.sample !== undefined) return null
  const firms = firmsOf(session).filter(({ scopes }) => scopes.includes('apply') && scopes.includes('view'))
  const firm = draft.stored ? firms.find(({ id }) => id === draft.stored?.subject) : firms[0]
  return firm ? <Saving key={firm.id} checkup={checkup} firm={firm} /> : null
}

function Saving({ checkup, firm }: { readonly checkup: Checkup; readonly firm: Firm }) {
  const { draft, vocabulary, problems } = checkup
  const { data } = useQuery(profileOf(firm.id))
  const say = useSay(firm.id)
  const [said, setSaid] = useState('')
  const saving = useMutation({
    mutationFn: async (facts: Parameters<typeof say>[0]) => {
      setSaid(words.firm.profile.saved(await say(facts)))
    },
  })
  if (!data) return null
  const { own, others } = beyond(draft.facts, withChineseNames(data.facts, vocabulary), vocabulary)
  const names = Object.keys(own)
  if (names.length === 0 && others.length === 0 && said === '') return null
  const { checkup: text } = words.firm
  const wrong = names.some((name) => [...problems.keys()].some((place) => place.split('.')[0] === name))
  return (
    <section className="panel save-bar" aria-labelledby="save-title">
      <h2 id="save-title">{text.saveTitle}</h2>
      <p className="rule-small">{firm.name}</p>
      <p className="act-done" role="status">
        {said}
      </p>
      {names.length > 0 && (
        <>
          <p>{text.saveNote(names.join('、'))}</p>
          <Button disabled={wrong} loading={saving.isPending} onClick={() => saving.mutate(own)}>
            {text.save(names.length)}
          </Button>
        </>
      )}
      {others.length > 0 && (
        <p className="rule-small">
          {text.others(others.map(({ name }) => name).join('、'))}{' '}
          <Link to="/firm/profile" search={{ of: firm.id }}>
            {text.open}
          </Link>
        </p>
      )}
      <Refused error={saving.error} />
    </section>
  )
}
