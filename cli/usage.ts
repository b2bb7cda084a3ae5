// Errors of use: one clear line on stderr and exit code 2. Everything a command may complain about in its arguments.

export class UsageError extends Error {}

export type Flags = {
  readonly values: ReadonlyMap<string, readonly string[]>
  readonly switches: ReadonlySet<string>
  readonly rest: readonly string[]
}

/** Splits arguments into --name value, --switch and the rest. An unknown or doubled flag is an error of use. */
export function readFlags(
  args: readonly string[],
  named: readonly string[],
  switches: readonly string[],
): Flags {
  const values = new Map<string, string[]>()
  const on = new Set<string>()
  const rest: string[] = []
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? ''
    const [name = '', inline] = arg.startsWith('--') ? splitOnce(arg.slice(2)) : []
    if (!arg.startsWith('--')) rest.push(arg)
    else if (switches.includes(name) && inline === undefined) on.add(name)
    else if (named.includes(name)) {
      const value = inline ?? args[++i]
      if (value === undefined) throw new UsageError(`--${name} 后面缺少值`)
      values.set(name, [...(values.get(name) ?? []), value])
    } else {
      const known = [...named, ...switches].map((each) => `--${each}`).join('、') || '没有选项'
      throw new UsageError(`不认识的选项「${arg}」，可用：${known}`)
    }
  }
  return { values, switches: on, rest }
}

function splitOnce(text: string): [string, string | undefined] {
  const at = text.indexOf('=')
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

export function single(flags: Flags, name: string): string | undefined {
  const [value, second] = flags.values.get(name) ?? []
  if (second !== undefined) throw new UsageError(`--${name} 只能写一次`)
  return value
}

export function noRest(flags: Flags): void {
  const [extra] = flags.rest
  if (extra !== undefined) throw new UsageError(`多余的参数「${extra}」`)
}
