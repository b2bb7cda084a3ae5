// Which sources a command works on: the project's library, or files and folders that are named.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { type Compiled, compile, type Policy, type Program, renderDiagnostic, type SourceFile } from '#lang'
import { loadSources } from '#policies'
import { UsageError } from './usage.ts'

/** Paths are the caller's: npm changes the working folder and leaves the old one in INIT_CWD. */
export function callerPath(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path)
}

/**
 * The sources under the given paths (files, or folders searched for *.rule and policy.md), with the library's
 * dictionary unless they bring one of their own. Without paths, the library.
 */
export function sourcesAt(paths: readonly string[]): SourceFile[] {
  if (paths.length === 0) return loadSources()
  const files = [...new Set(paths.flatMap((path) => filesAt(callerPath(path), path)))]
  const sources = files.map((path) => ({ file: shownPath(path), text: readFileSync(path, 'utf8') }))
  const ownDictionary = sources.some((each) => each.file.endsWith('.rule'))
  // Declarations of one matter name items of the whole library, so they stay out when only a part of it is read.
  const dictionary = ownDictionary ? [] : loadSources().filter((each) => each.file.endsWith('facts.rule'))
  return [...dictionary, ...sources]
}

function shownPath(path: string): string {
  const shown = relative(process.env.INIT_CWD ?? process.cwd(), path)
  return shown.startsWith('..') ? path : shown
}

function filesAt(path: string, shown: string): string[] {
  if (!existsSync(path)) throw new UsageError(`没有文件或文件夹「${shown}」`)
  if (statSync(path).isFile()) {
    if (/\.(rule|md)$/.test(path)) return [path]
    throw new UsageError(`「${shown}」不是 .rule 或 .md 文件`)
  }
  const found = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && (entry.name.endsWith('.rule') || entry.name === 'policy.md'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  if (found.length === 0) throw new UsageError(`「${shown}」里没有 .rule 或 policy.md 文件`)
  return found
}

/** The compiled library; a library with errors cannot be used and says how to see them. */
export function usableLibrary(paths: readonly string[] = []): {
  readonly program: Program
  readonly sources: readonly SourceFile[]
  readonly trees: Compiled['trees']
} {
  const sources = sourcesAt(paths)
  const { program, trees, diagnostics } = compile(sources)
  const errors = diagnostics.filter((each) => each.severity === 'error')
  if (errors.length > 0) throw new UsageError(`规则有${errors.length}处错误，先用 duixian check 查看并改正`)
  return { program, sources, trees }
}

export function printDiagnostics(compiled: Compiled, sources: readonly SourceFile[]): void {
  for (const each of compiled.diagnostics) {
    const text = sources.find((source) => source.file === each.at.file)?.text ?? ''
    console.log(`${renderDiagnostic(each, text, 'zh')}\n`)
  }
}

/** The documents named by id or number; an unknown one is an error of use. */
export function policiesNamed(program: Program, names: readonly string[] | undefined): readonly Policy[] {
  if (!names || names.length === 0) return program.policies
  return names.map((name) => {
    const found = program.policies.find((each) => each.document.id === name || each.document.number === name)
    if (found) return found
    const known = program.policies.map((each) => `${each.document.id}（${each.document.number}）`).join('、')
    throw new UsageError(`没有文件「${name}」，现有：${known}`)
  })
}

/** Ids of the items with these ids or titles. */
export function itemsNamed(
  policies: readonly Policy[],
  names: readonly string[] | undefined,
): string[] | undefined {
  if (!names) return undefined
  const items = policies.flatMap((each) => each.items)
  return names.map((name) => {
    const found = items.find((each) => each.id === name || each.title === name)
    if (found) return found.id
    throw new UsageError(`所选文件中没有事项「${name}」，可用 duixian evaluate 不带 --item 查看全部`)
  })
}
