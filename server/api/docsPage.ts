// The OpenAPI document → one HTML page that needs no script and no other host.
import { html, raw } from 'hono/html'
import type { ApiDescription } from './describeApi.ts'

type Html = ReturnType<typeof html>

/** As much of JSON Schema as our own schemas use. */
type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly description?: string
  readonly example?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly oneOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
}

type Operation = {
  readonly summary?: string
  readonly description?: string
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>
}

type Content = Readonly<Record<string, { readonly schema?: Schema }>>

export function docsPage(description: ApiDescription) {
  const paths = Object.entries(description.paths ?? {}) as [string, Record<string, Operation>][]
  const schemas = Object.entries(description.components?.schemas ?? {}) as [string, Schema][]
  const operations = paths.flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => section(method.toUpperCase(), path, operation)),
  )
  return html`<!doctype html>
<html lang="zh-CN">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="icon" href="data:,">
  <title>${description.info.title}</title>
  <link rel="stylesheet" href="/api/docs/font/index.css">
  <style>${raw(style)}</style>
</head>
<body>
<main>
  <h1>${description.info.title}</h1>
  <p>${description.info.description}</p>
  <p><a href="/api/openapi.json">OpenAPI 3.1 文档（JSON）</a> · <a href="/">返回政策体检</a></p>
  <pre><code>${example}</code></pre>
  ${operations}
  <h2>数据结构</h2>
  ${schemas.map(([name, schema]) => structure(name, schema))}
</main>
</body>
</html>`
}

const example = `curl -s http://127.0.0.1:5173/api/evaluate \\
  -H 'Content-Type: application/json' \\
  -d '{"subject": "企业", "at": "2025-06-01", "facts": {"所在区县": "渝北区"}}'`

function section(method: string, path: string, operation: Operation): Html {
  return html`<section>
  <h2><span class="method">${method}</span> ${path}</h2>
  <p><strong>${operation.summary ?? ''}</strong>${operation.description ? html`<br>${operation.description}` : ''}</p>
  ${operation.requestBody ? html`<h3>请求正文</h3><p>${contentType(operation.requestBody.content)}</p>` : ''}
  <h3>答复</h3>
  <table>
    <thead><tr><th scope="col">状态</th><th scope="col">含义</th><th scope="col">正文</th></tr></thead>
    <tbody>${Object.entries(operation.responses).map(
      ([status, reply]) =>
        html`<tr><td>${status}</td><td>${reply.description}</td><td>${contentType(reply.content ?? {})}</td></tr>`,
    )}</tbody>
  </table>
</section>`
}

function contentType(content: Content): Html {
  return html`${Object.entries(content).map(([media, { schema }]) => html`<code>${media}</code> ${typeOf(schema ?? {})}`)}`
}

function structure(name: string, schema: Schema): Html {
  const rows = Object.entries(schema.properties ?? {})
  return html`<section id="${name}">
  <h3>${name}</h3>
  <p>${schema.description ?? ''}</p>
  ${rows.length > 0 ? fieldTable(rows, new Set(schema.required ?? [])) : html`<p>${typeOf(schema)}</p>`}
</section>`
}

function fieldTable(rows: readonly [string, Schema][], required: ReadonlySet<string>): Html {
  return html`<table>
  <thead><tr><th scope="col">字段</th><th scope="col">类型</th><th scope="col">说明</th></tr></thead>
  <tbody>${rows.map(
    ([name, schema]) => html`<tr>
    <td><code>${name}</code>${required.has(name) ? '' : '（可缺）'}</td>
    <td>${typeOf(schema)}</td>
    <td>${schema.description ?? ''}${schema.example === undefined ? '' : html` 例：<code>${JSON.stringify(schema.example)}</code>`}</td>
  </tr>`,
  )}</tbody>
</table>`
}

function typeOf(schema: Schema): Html {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    return html`<a href="#${name}">${name}</a>`
  }
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`
  if (schema.enum)
    return html`${joined(schema.enum.map((each) => html`<code>${JSON.stringify(each)}</code>`))}`
  const either = schema.oneOf ?? schema.anyOf
  if (either) return html`${joined(either.map(typeOf))}`
  if (schema.items) return html`数组：${typeOf(schema.items)}`
  if (schema.properties) {
    const fields = Object.entries(schema.properties)
    return html`{ ${fields.map(([name, field], i) => html`${i > 0 ? '，' : ''}${name}: ${typeOf(field)}`)} }`
  }
  return html`${[schema.type ?? '任意'].flat().join(' 或 ')}`
}

function joined(parts: readonly Html[]): Html {
  return html`${parts.map((part, i) => html`${i > 0 ? ' | ' : ''}${part}`)}`
}

const style = `
  body { margin: 0; background: #f7f6f3; color: #1f2328; font: 16px/1.7 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC Variable", sans-serif; }
  main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
  h1 { font-size: 1.75rem; } h2 { font-size: 1.25rem; margin-top: 2.5rem; } h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
  a { color: #8f1d18; } a:focus-visible { outline: 3px solid #8f1d18; outline-offset: 2px; }
  code, pre { font-family: ui-monospace, Consolas, "Noto Sans SC Variable", monospace; font-size: .875em; }
  pre { background: #fff; border: 1px solid #ddd8ce; padding: 1rem; overflow-x: auto; }
  table { display: block; width: max-content; max-width: 100%; border-collapse: collapse; background: #fff; overflow-x: auto; }
  th, td { border: 1px solid #ddd8ce; padding: .375rem .75rem; text-align: left; vertical-align: top; }
  th { font-weight: 600; white-space: nowrap; }
  .method { color: #8f1d18; font-variant-numeric: tabular-nums; }
`
