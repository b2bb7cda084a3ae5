// The folder of documents → their sources and the sample enterprises, for everyone who compiles or tries them.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceFile } from '#lang'

/** A made-up enterprise to try the library with: an input for the language, with a name and what it shows. */
export type Sample = {
  readonly id: string
  readonly title: string
  readonly note: string
  /** The day it is meant to be evaluated on, where the sample depends on one. */
  readonly at?: string
  readonly subject: string
  readonly facts: Readonly<Record<string, unknown>>
}

const folder = import.meta.dirname

/** The dictionary first, then what people declared to be one matter, then every document by its folder's name. */
export function loadSources(): SourceFile[] {
  const rules = ['facts.rule', 'matters.rule'].map(sourceFile)
  return [...rules, ...documentFolders().map((name) => sourceFile(join(name, 'policy.md')))]
}

export function loadSamples(): Sample[] {
  return JSON.parse(readFileSync(join(folder, 'samples.json'), 'utf8'))
}

/** The worked cases of one document, as text. */
export function loadCases(id: string): string {
  return readFileSync(join(folder, id, 'cases.md'), 'utf8')
}

function documentFolders(): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

function sourceFile(path: string): SourceFile {
  return { file: join('policies', path), text: readFileSync(join(folder, path), 'utf8') }
}
