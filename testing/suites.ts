// Suites that begin together: the runner ends when nothing is left to run, so no suite may begin while another engine
// is still being opened.
import { describe, type TestContext, test } from 'node:test'

const waiting: (() => void)[] = []

/** Like `describe`, to begin with `runSuites`. */
export function suite(title: string, body: () => void): void {
  waiting.push(() => describe(title, body))
}

/** Like `test`, to begin with `runSuites`. */
export function lone(title: string, body: (context: TestContext) => Promise<void>): void {
  waiting.push(() => test(title, body))
}

/** Call it last, when everything that the suites stand on is there. */
export function runSuites(): void {
  for (const each of waiting.splice(0)) each()
}
