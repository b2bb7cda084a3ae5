import { compile, readCases, readSubject } from '#lang'
import { loadSources, loadCases } from '#policies'
import { openDuckdb, openPostgres, openClickhouse, load } from '../population/testing/databases.ts'
import { compileSql, schemaSql } from '../lang/emit/sql/sql.ts'
import { rowsOfSubjects } from '../lang/emit/rows.ts'
import { tablesOf } from '../lang/emit/tables.ts'
import { profiles } from '../lang/run/profile.ts'
const { program } = compile(loadSources()) as any
const groups = new Map<string, any[]>()
for (const p of program.policies) for (const c of readCases(loadCases(p.document.id)).cases) {
  const { subject } = readSubject({ subject: c.subject, facts: c.facts }, program.vocabulary)
  if (!subject) continue
  const key = c.at + ' ' + subject.kind
  groups.set(key, [...(groups.get(key) ?? []), { subject, c, policy: p.document.id }])
}
const engine = process.argv[5] ?? 'duckdb'
const db: any = engine === 'duckdb' ? await openDuckdb() : engine === 'postgresql' ? await openPostgres() : await openClickhouse()
console.log(db.version ?? db)
let bad = 0, good = 0, ms = 0
const years = [2015,2016,2017,2018,2019,2020,2021,2022,2023,2024,2025,2026,2027,2028,2029]
const refusals = new Map<string,string>()
for (const [key, list] of groups) {
  const [at, kind] = [Number(key.split(' ')[0]), key.split(' ')[1]!]
  const tables = tablesOf(program.vocabulary, kind)
  const chosen = new Set(list.map((e) => e.c.item))
  const items = program.policies.flatMap((p: any) => p.items).filter((i: any) => process.argv[2] ? i.id === process.argv[2] : chosen.has(i.id) || chosen.has(i.title)).map((i: any) => i.id)
  for (const t of tables) await db.run(`DROP TABLE IF EXISTS ${t.name}`)
  for (const q of schemaSql(program, kind, db.dialect).split(/;\s*\n/)) if (q.trim()) await db.run(q.replace(/;\s*$/, ''))
  await load(db, rowsOfSubjects(list.map((e) => e.subject), tables))
  const { statements, refused } = compileSql(program, { dialect: db.dialect, at, kind, years, why: true, items })
  for (const r of refused) refusals.set(r.item, r.what)
  for (const s of statements) {
    if (process.argv[4]) { console.log(s.text); process.exit() }
    const t = performance.now()
    let res
    try { res = await db.query(s.text + '\nORDER BY id') } catch (e) { console.log(s.item, (e as Error).message.slice(0, 600)); bad++; continue }
    ms += performance.now() - t
    for (const [row, e] of list.entries()) {
      const want = profiles(program, e.subject, { at, items: [s.item], policies: [s.policy] })[0]!
      const r = res[row] as any
      const cut = (x: string) => x === '' ? [] : [...new Set(x.split('|'))].sort()
      const got = { item: s.item, policy: s.policy, outcome: r.outcome, amount: { kind: r.amount_kind, low: Number(r.low_fen), high: r.high_fen === null ? null : Number(r.high_fen), candidates: r.amount_kind === 'candidates' ? cut(r.candidates_fen).map(Number).sort((a, b) => a - b) : [] }, causes: cut(r.causes), needs: cut(r.missing), readings: cut(r.readings), reasons: cut(r.reasons) }
      const w = { ...want, reasons: want.reasons.map((x) => x.replace('\u0000', ' ')).sort() }
      if (JSON.stringify(w) !== JSON.stringify(got)) { bad++; if (bad <= Number(process.argv[3] ?? 6)) { console.log(e.policy, e.c.title); for (const k of Object.keys(w)) if (JSON.stringify((w as any)[k]) !== JSON.stringify((got as any)[k])) console.log('  ', s.item, k, 'want', JSON.stringify((w as any)[k]), 'got', JSON.stringify((got as any)[k])) } } else good++
    }
  }
}
console.log({ bad, good, ms }, refusals); await db.close()
