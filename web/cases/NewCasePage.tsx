// 申报: for whom, which item, which year; what is known already stands there with its source, and is not asked again.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import { useState } from 'react'
import { documentName } from '#lang'
import type { OpenItemReply } from '#server/api/newCase.ts'
import { useProgram } from '../api.ts'
import type { Facts } from '../enterprise/facts.ts'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import { type SignedIn, useChange } from '../identity/session.ts'
import { Choice } from '../ui/Choice.tsx'
import { yearInChina } from '../ui/dates.ts'
import { PersonForm } from '../ui/PersonForm.tsx'
import { Refused } from '../ui/Refused.tsx'
import { TextField } from '../ui/TextField.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { AskedFacts } from './AskedFacts.tsx'
import { openItems, prefill } from './ask.ts'
import { Known } from './Known.tsx'
import { readNewCaseQuery } from './query.ts'
import { saidFacts } from './saidFacts.ts'

export function NewCasePage() {
  usePageTitle(words.cases.apply)
  return (
    <SignedInOnly>
      {(session) => (
        <>
          <h1>{words.cases.apply}</h1>
          <p className="lead">{words.cases.applyLead}</p>
          <NewCase session={session} />
        </>
      )}
    </SignedInOnly>
  )
}

const keyOf = ({ policy, item }: OpenItemReply): string => `${policy} ${item}`

function NewCase({ session }: { readonly session: SignedIn }) {
  const asked = useQuery(openItems)
  const program = useProgram()
  const subjects = session.authorities.filter(({ scopes }) => scopes.includes('apply'))
  const begun = readNewCaseQuery(useSearch({ strict: false }))
  const applicant = subjects.find((each) => each.subject.id === begun.of) ?? subjects[0]
  const [subject, setSubject] = useState(String(applicant?.subject.id ?? ''))
  const [chosen, setChosen] = useState(begun.policy && begun.item ? `${begun.policy} ${begun.item}` : '')
  const [year, setYear] = useState(String(yearInChina()))
  const [element, setElement] = useState('')
  const [first, setFirst] = useState('')
  const [facts, setFacts] = useState<Facts>({})
  const change = useChange()
  const client = useQueryClient()
  const navigate = useNavigate()
  const item = asked.data?.find((each) => keyOf(each) === chosen)
  const known = useQuery({
    ...prefill(Number(subject), item?.policy ?? '', item?.item ?? ''),
    enabled: item !== undefined,
  })
  if (asked.error) return <Refused error={asked.error} />
  if (!asked.data) return <Skeleton />
  if (subjects.length === 0) return <p>{words.cases.noAuthority}</p>

  const items = asked.data
  const names = new Map(program.policies.map(({ document }) => [document.id, documentName(document)]))
  const send = async () => {
    if (!item) return
    const { policy, item: id, several, firstDepartments } = item
    const opened = await change<{ id: number }>('POST', '/api/cases', {
      ...{ subject: Number(subject), policy, item: id, year: Number(year) },
      ...(several && { element: element.trim() }),
      ...(firstDepartments.length > 0 && { firstDepartment: first }),
      facts: saidFacts(facts, program.vocabulary),
    })
    await client.invalidateQueries({ queryKey: ['cases'] })
    await navigate({ to: '/cases/$id', params: { id: String(opened.id) } })
  }
  return (
    <div className="new-case">
      <PersonForm submit={item?.listed ? words.cases.askToBeListed : words.cases.open} send={send}>
        <Choice
          {...{ id: 'subject', label: words.cases.for, value: subject, onChange: setSubject }}
          choices={subjects.map(({ subject: { id, name } }) => ({ value: String(id), label: name }))}
        />
        <Choice
          {...{ id: 'item', label: words.cases.item, value: chosen }}
          onChange={(next) => {
            setChosen(next)
            setFacts({})
          }}
          empty={words.cases.chooseItem}
          choices={items.map((each) => ({
            ...{ value: keyOf(each), label: each.title, group: names.get(each.policy) ?? each.policy },
          }))}
        />
        <Choice
          {...{ id: 'year', label: words.cases.awardYear, value: year, onChange: setYear }}
          choices={[0, 1, 2]
            .map((back) => String(yearInChina() - back))
            .map((value) => ({
              ...{ value, label: words.cases.year(Number(value)) },
            }))}
        />
        {item?.several && (
          <TextField
            {...{ id: 'element', label: words.cases.element, value: element, onChange: setElement }}
            autoComplete="off"
          />
        )}
        {item && item.firstDepartments.length > 0 && (
          <Choice
            {...{ id: 'first', label: words.cases.first, value: first, onChange: setFirst }}
            empty={words.cases.chooseFirst}
            choices={item.firstDepartments.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        {item && <p className="rule-small">{words.cases.handledBy(item.lead, item.path.name)}</p>}
        {item?.listed && <p>{words.cases.listedNote}</p>}
        {known.data && (
          <AskedFacts
            titles={known.data.asked.map(({ title }) => title)}
            {...{ facts, onChange: setFacts }}
          />
        )}
        {item?.closed && <p className="late">{item.closed}</p>}
      </PersonForm>
      {item && <Known asked={known} />}
    </div>
  )
}
