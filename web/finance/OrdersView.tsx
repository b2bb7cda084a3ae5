// All payment orders, by state and envelope.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Choice } from '../ui/Choice.tsx'
import { exactText } from '../ui/money.ts'
import { words } from '../words.zh.ts'
import { envelopes as askEnvelopes, orders as askOrders } from './ask.ts'
import { OrderTable } from './OrderTable.tsx'
import { ExportLink, Known, Pages } from './parts.tsx'

type Props = { readonly state: string | undefined; readonly envelope: number | undefined }

export function OrdersView({ state, envelope }: Props) {
  const navigate = useNavigate()
  const [after, setAfter] = useState<number>()
  const filter = { state, envelope }
  const asked = useQuery({ ...askOrders({ ...filter, after }), placeholderData: keepPreviousData })
  const known = useQuery(askEnvelopes())
  const { orderState, columns, total } = words.finance
  const show = (next: { state?: string | undefined; envelope?: number | undefined }) => {
    setAfter(undefined)
    const search = {
      view: 'orders',
      ...(next.state ? { state: next.state } : {}),
      ...(next.envelope ? { envelope: next.envelope } : {}),
    }
    void navigate({ to: '/finance', search, replace: true })
  }
  return (
    <section className="panel" aria-label={words.finance.view.orders}>
      <div className="finance-choice">
        <Choice
          {...{ id: 'order-state', label: columns.state, value: state ?? '', optional: true }}
          empty={words.library.any}
          choices={Object.entries(orderState).map(([value, label]) => ({ value, label }))}
          onChange={(value) => show({ state: value, envelope })}
        />
        <Choice
          {...{
            id: 'order-envelope',
            label: columns.envelope,
            value: String(envelope ?? ''),
            optional: true,
          }}
          empty={words.library.any}
          choices={(known.data ?? []).map(({ id, title }) => ({ value: String(id), label: title }))}
          onChange={(value) => show({ state, envelope: Number(value) })}
        />
      </div>
      <Known asked={asked}>
        {({ count, sum, orders, next }) => (
          <>
            <p aria-live="polite">{total(count, exactText(sum))}</p>
            <OrderTable orders={orders} />
            <Pages {...{ after, next, onChange: setAfter }} />
            <ExportLink table="orders" filter={filter} />
          </>
        )}
      </Known>
    </section>
  )
}
