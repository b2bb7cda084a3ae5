// For who acts for an enterprise: one tap fills the form with what is stored of it.
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect } from 'react'
import type { ProfileReply } from '#server/api/firm/profile.ts'
import { firmsOf } from '../firm/FirmFrame.tsx'
import { readFirmQuery } from '../firm/query.ts'
import { useKnownSession } from '../identity/session.ts'
import { momentText } from '../ui/dates.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { profileOf } from './stored.ts'
import type { Checkup } from './useCheckup.ts'

export function StoredBar({ checkup }: { readonly checkup: Checkup }) {
  const session = useKnownSession()
  const { of } = readFirmQuery(useSearch({ strict: false }))
  useForgetting(checkup)
  if (session?.kind !== 'person' || session.next !== 'nothing') return null
  const firms = firmsOf(session).filter(({ scopes }) => scopes.includes('view'))
  if (firms.length === 0) return null
  return (
    <section className="stored-bar" aria-label={words.firm.checkup.region}>
      {firms.map(({ id, name }) => (
        <StoredFirm key={id} id={id} name={name} checkup={checkup} wanted={of === id} />
      ))}
    </section>
  )
}

/** Whoever uses this device next does not see what was stored of an enterprise that is not theirs. */
function useForgetting({ draft: { stored }, forget }: Checkup) {
  const session = useKnownSession()
  const theirs =
    session?.kind === 'person' && session.authorities.some(({ subject }) => subject.id === stored?.subject)
  const foreign = session !== undefined && stored !== undefined && !theirs
  // biome-ignore lint/correctness/useExhaustiveDependencies: when it turns out, not whenever the page is drawn
  useEffect(() => {
    if (foreign) forget()
  }, [foreign])
}

type Props = {
  readonly id: number
  readonly name: string
  readonly checkup: Checkup
  /** The address asks for it: it is taken without a further tap. */
  readonly wanted: boolean
}

function StoredFirm({ id, name, checkup, wanted }: Props) {
  const { draft, takeStored } = checkup
  const taken = draft.stored?.subject === id
  const asked = useQuery({ ...profileOf(id), enabled: wanted || taken })
  const { data, refetch } = asked
  const take = async () => {
    const found: ProfileReply | undefined = (await refetch()).data
    if (found) takeStored(found)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when what the address asks for has come
  useEffect(() => {
    if (wanted && !taken && data) takeStored(data)
  }, [data])
  const { checkup: said } = words.firm
  return (
    <div className="stored-firm">
      <Refused error={asked.error} />
      {taken && draft.stored ? (
        <p>
          {said.taken(name, momentText(draft.stored.asOf))}{' '}
          <Link to="/firm/profile" search={{ of: id }}>
            {said.open}
          </Link>
        </p>
      ) : null}
      <Button type={taken ? 'default' : 'primary'} loading={asked.isFetching} onClick={() => void take()}>
        {taken ? said.again : said.take(name)}
      </Button>
    </div>
  )
}
