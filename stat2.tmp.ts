import { compile, parseDate, compileSql } from '#lang'
import { loadSources } from '#policies'
const { program } = compile(loadSources())
const years = Array.from({ length: 20 }, (_, i) => 2013 + i)
for (const dialect of ['clickhouse','postgresql'] as const) for (const kind of ['企业','机构','项目']) {
const {statements,refused}=compileSql(program,{dialect,at:parseDate('2025-06-30')!,kind,years,why:true})
console.log(kind,refused)
console.table(statements.map(s=>({i:s.item,n:Buffer.byteLength(s.text),steps:(s.text.match(/^step_\d+/gm)??[]).length})).sort((a,b)=>b.n-a.n).slice(0,12));
const show=statements.find(s=>s.item==='spin-off-award'); if(show&&dialect==='clickhouse') console.log(show.text) }
