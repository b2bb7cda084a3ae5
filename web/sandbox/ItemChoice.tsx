// Which item is looked at, with its document and article.
import { Link } from '@tanstack/react-router'
import { documentName, type Program } from '#lang'
import { articleAnchor } from '../policies/anchors.ts'
import { words } from '../words.zh.ts'
import type { Scope } from './ask.ts'
import { itemNamed } from './items.ts'
import { patched, useSandbox } from './useSandbox.ts'

export function ItemChoice({ program, scope }: { readonly program: Program; readonly scope: Scope }) {
  const { query, change } = useSandbox()
  const found = itemNamed(program, query.item)
  const policies = program.policies.filter(({ document }) => scope.policies?.includes(document.id) ?? true)
  return (
    <div className="item-choice">
      <label>
        {words.sandbox.one.choose}
        <select
          className="native-select"
          value={found?.item.id ?? ''}
          onChange={({ target: { value } }) => change({ item: value, cliff: undefined })}
        >
          <option value="" disabled>
            {words.sandbox.one.none}
          </option>
          {policies.map(({ document, items }) => (
            <optgroup key={document.id} label={documentName(document)}>
              {items.map(({ id, title }) => (
                <option key={id} value={id}>
                  {title}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      {found && (
        <p className="item-links">
          <span className="nature">{words.nature[found.item.nature]}</span>
          <Link
            to="/policies/$id"
            params={{ id: found.policy.document.id }}
            hash={articleAnchor(found.item.article)}
          >
            {documentName(found.policy.document)} {words.sandbox.one.article}
          </Link>
          {query.tab === 'item' && (
            <Link to="/sandbox" search={patched(query, { tab: 'reform' })} activeProps={{}}>
              {words.sandbox.one.toReform}
            </Link>
          )}
        </p>
      )}
    </div>
  )
}
