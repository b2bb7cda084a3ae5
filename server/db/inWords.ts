// A refusal of the database → an error with words, by the name of the rule that was broken.
import { refusalNames } from './transact.ts'

/** By the name of a rule of the database, or PostgreSQL's code: the kind of problem, and what is said of it. */
export type RefusalWords<Kind> = Readonly<Record<string, readonly [Kind, string]>>

/** Waits for work; a refusal that `words` has is thrown as `say` puts it, with its cause; any other error stays. */
export async function inWords<T, Kind>(
  work: Promise<T>,
  words: RefusalWords<Kind>,
  say: (kind: Kind, message: string, options: ErrorOptions) => Error,
): Promise<T> {
  try {
    return await work
  } catch (error) {
    const found = refusalNames(error)
      .map((name) => words[name])
      .find((each) => each !== undefined)
    if (!found) throw error
    throw say(found[0], found[1], { cause: error })
  }
}
