// What a search found, document by document as it ranks, each hit with its words marked and a way to its article.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { SearchReply } from '#server/api/searchLibrary.ts'
import { searchLibrary } from '../api.ts'
import { articleAnchor } from '../policies/anchors.ts'
import { words } from '../words.zh.ts'
import type { LibraryQuery } from './query.ts'

type Hit = SearchReply['hits'][number]

const step = 30

export function Hits({ query }: { readonly query: LibraryQuery }) {
  const [shown, setShown] = useState(step)
  const { data, isError, isPlaceholderData, isPending } = useQuery({
    queryKey: ['search', query],
    queryFn: () => searchLibrary(query),
    placeholderData: keepPreviousData,
  })
  return (
    <section className="hits" aria-labelledby="hits-title" aria-busy={isPending || isPlaceholderData}>
      <h2 id="hits-title" aria-live="polite">
        {isError ? words.library.failed : data ? words.library.found(data.total) : words.library.searching}
      </h2>
      {data && data.words.length > 1 && <p className="rule-small">{words.library.words(data.words)}</p>}
      {data?.total === 0 && <p>{words.library.nothing}</p>}
      {data && (
        <ol className="found">
          {data.hits.slice(0, shown).map((hit) => (
            <HitRow key={`${hit.policy} ${hit.kind} ${hit.id}`} hit={hit} />
          ))}
        </ol>
      )}
      {data && data.hits.length > shown && (
        <Button onClick={() => setShown(shown + step)}>{words.library.more(data.hits.length - shown)}</Button>
      )}
      {data && data.total > data.hits.length && shown >= data.hits.length && (
        <p className="rule-small">{words.library.narrow(data.hits.length)}</p>
      )}
    </section>
  )
}

function HitRow({ hit }: { readonly hit: Hit }) {
  const { policy, number, kind, id, article, heading, closeness, title, excerpt } = hit
  const name = title.map((piece) => piece.text).join('')
  return (
    <li className={`hit hit-${kind}`}>
      <h3>
        <span className={`rule-kind rule-kind-${kind}`}>{words.library.type[kind]}</span>{' '}
        <Link
          to="/policies/$id"
          params={{ id: policy }}
          hash={kind === 'article' ? articleAnchor(article) : `${kind}-${id}`}
        >
          <Marked pieces={title} />
        </Link>
        {closeness === 'some' && <span className="nature">{words.library.some}</span>}
      </h3>
      {excerpt.length > 0 && (
        <p className="hit-excerpt">
          <Marked pieces={excerpt} />
        </p>
      )}
      <p className="rule-small">
        {number}
        {'　'}
        {kind === 'article' ? (
          name
        ) : (
          <Link to="/policies/$id" params={{ id: policy }} hash={articleAnchor(article)}>
            {words.library.inArticle(heading)}
          </Link>
        )}
      </p>
    </li>
  )
}

function Marked({ pieces }: { readonly pieces: Hit['title'] }) {
  let at = 0
  return pieces.map(({ text, hit }) => {
    const key = at
    at += text.length
    return hit ? <mark key={key}>{text}</mark> : <span key={key}>{text}</span>
  })
}
