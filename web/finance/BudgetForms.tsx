// What those who decide on budgets do with envelopes: open, allot or cut, extend.
import type { SignedIn } from '../identity/session.ts'
import { words } from '../words.zh.ts'
import { ActionForm } from './ActionForm.tsx'

const { budget, sourceName } = words.finance

export function OpenEnvelope({ session }: { readonly session: SignedIn }) {
  const [first] = session.duties.flatMap(({ department }) => department?.district ?? [])
  return (
    <ActionForm
      title={budget.open}
      fields={[
        { name: 'title', label: budget.name },
        { name: 'programme', label: budget.programme },
        { name: 'policy', label: budget.policy },
        { name: 'year', label: budget.year, type: 'number' },
        {
          ...{ name: 'source', label: budget.source },
          choices: Object.entries(sourceName).map(([value, label]) => ({ value, label })),
        },
        { name: 'validFrom', label: budget.validFrom, type: 'date' },
        { name: 'expiresOn', label: budget.expiresOn, type: 'date' },
      ]}
      path={() => '/api/money/envelopes'}
      body={({ year, ...typed }) => ({ ...typed, year: Number(year), district: first ?? null })}
    />
  )
}

export function BudgetForms({ id }: { readonly id: number }) {
  const document = { name: 'document', label: budget.document }
  return (
    <>
      <ActionForm
        title={budget.allot}
        fields={[{ name: 'amount', label: budget.amount, note: budget.cutNote }, document]}
        path={() => `/api/money/envelopes/${id}/allotments`}
        body={(typed) => typed}
      />
      <ActionForm
        title={budget.extend}
        fields={[{ name: 'expiresOn', label: budget.expiresOn, type: 'date' }, document]}
        path={() => `/api/money/envelopes/${id}/extensions`}
        body={(typed) => typed}
      />
    </>
  )
}
