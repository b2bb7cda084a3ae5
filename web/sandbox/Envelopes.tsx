// Budgets held against the certain cost of some items, before and after the reform.
import { Button, Select } from 'antd'
import { useState } from 'react'
import { type Program, parseQuantity } from '#lang'
import type { Comparison } from '#server/api/simulationReply.ts'
import { Wan } from '../ui/Wan.tsx'
import { words } from '../words.zh.ts'
import { EnvelopePicture } from './EnvelopePicture.tsx'
import { itemTitle } from './items.ts'
import { useSandbox } from './useSandbox.ts'

type Props = { readonly program: Program; readonly comparison: Comparison | undefined }

export function Envelopes({ program, comparison }: Props) {
  const { query, change } = useSandbox()
  const { envelopes = [] } = query
  const { envelope } = words.sandbox
  return (
    <section className="panel" aria-labelledby="envelopes-title">
      <h2 id="envelopes-title">{envelope.title}</h2>
      <p className="picture-note">{envelope.note}</p>
      <ul className="envelope-list">
        {envelopes.map(({ title, items, yuan }, i) => (
          <li key={`${title} ${items.join()}`}>
            <span>
              <strong>{title}</strong> <Wan yuan={yuan} />
              <span className="rule-small">{items.map((id) => itemTitle(program, id)).join('、')}</span>
            </span>
            <button
              type="button"
              className="text-button"
              aria-label={envelope.remove(title)}
              onClick={() => {
                const next = envelopes.toSpliced(i, 1)
                change({ envelopes: next.length > 0 ? next : undefined })
              }}
            >
              {words.sandbox.saved.remove}
            </button>
          </li>
        ))}
      </ul>
      {comparison && comparison.envelopes.length > 0 && <EnvelopePicture envelopes={comparison.envelopes} />}
      <NewEnvelope program={program} />
    </section>
  )
}

function NewEnvelope({ program }: { readonly program: Program }) {
  const { query, change } = useSandbox()
  const { envelopes = [], item } = query
  const [title, setTitle] = useState('')
  const [amount, setAmount] = useState('')
  const [items, setItems] = useState<readonly string[]>(item ? [item] : [])
  const { envelope } = words.sandbox
  const yuan = yuanOf(amount)
  const choices = program.policies.map(({ document, items: own }) => ({
    label: document.title,
    options: own.map(({ id, title: name }) => ({ value: id, label: name })),
  }))
  const add = () => {
    if (yuan === undefined || items.length === 0) return
    const name = title.trim() || envelope.usual(envelopes.length + 1)
    change({ envelopes: [...envelopes, { title: name, items, yuan }] })
    setTitle('')
    setAmount('')
  }
  return (
    <form
      className="envelope-form"
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <label>
        {envelope.name}
        <input className="native-select" value={title} onChange={(event) => setTitle(event.target.value)} />
      </label>
      <label>
        {envelope.yuan}
        <input
          className="native-select"
          value={amount}
          placeholder={envelope.yuanHint}
          onChange={(event) => setAmount(event.target.value)}
        />
      </label>
      <label className="envelope-items" htmlFor="envelope-items">
        {envelope.items}
        <Select
          id="envelope-items"
          mode="multiple"
          value={[...items]}
          options={choices}
          optionFilterProp="label"
          maxTagCount={2}
          aria-label={envelope.items}
          onChange={setItems}
        />
      </label>
      <Button htmlType="submit" disabled={yuan === undefined || items.length === 0}>
        {envelope.add}
      </Button>
      {amount !== '' && yuan === undefined && <p className="field-problem">{envelope.wrong}</p>}
    </form>
  )
}

/** "500万元" → "5000000.00"; undefined for what is no amount of whole 分 above zero. */
function yuanOf(text: string): string | undefined {
  const quantity = parseQuantity(text.trim())
  if (quantity?.dimension !== '元' || quantity.value.d !== 1n || quantity.value.n <= 0n) return undefined
  const digits = quantity.value.n.toString().padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}
