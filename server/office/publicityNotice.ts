// The cases of one publicity → 公示: who is to receive how much, on what basis, until when, and how to object.
import type { Clause } from '../papers/clauseOf.ts'
import type { Publicised } from '../papers/publicised.ts'
import { yuanDigits } from './moneyWords.ts'
import { dayText, notice } from './notice.ts'
import { BLANK, body, heading, type PaperColumn, table } from './paper.ts'

const COLUMNS: readonly PaperColumn[] = [
  { title: '序号', width: 12, align: 'centre' },
  { title: '名称', width: 52 },
  { title: '统一社会信用代码', width: 40 },
  { title: '拟支持金额（元）', width: 27, align: 'right' },
  { title: '公示编号', width: 25 },
]

/** One publicity: the same item, opened on one day and ending on one day; at least one row. */
export function publicityNotice(clause: Clause, rows: readonly Publicised[]): Promise<Buffer> {
  const [first] = rows
  if (!first) throw new RangeError('a publicity without cases')
  const years = [...new Set(rows.map((each) => each.year))]
  const basis = `${clause.document}${clause.article === '' ? '' : `“${clause.article}”`}`
  return notice(
    { issuer: first.lead, title: `关于${years.join('、')}年度“${clause.title}”拟支持名单的公示` },
    [
      body(`根据${basis}，经审核，拟对下列${rows.length}个申报主体给予“${clause.title}”支持，现予公示。`, {
        before: 14,
      }),
      ...(clause.quotes.length > 0
        ? [body(`依据的原文：${clause.quotes.map((each) => `“${each}”`).join('；')}。`)]
        : []),
      heading('一、拟支持名单'),
      table(COLUMNS, rowsOf(rows)),
      body(sumOf(rows), { before: 6 }),
      heading('二、公示期'),
      body(periodOf(first)),
      heading('三、异议的提出'),
      body(
        `公示期内对名单有异议的，可以在“兑现”的“公示”页按公示编号提出，也可以向${first.lead}书面反映` +
          `（地址：${BLANK}，电话：${BLANK}）。反映情况请写明公示编号、姓名或者单位、联系方式和事实依据。` +
          '逾期提出的，不影响公示结束；收到异议的办件，在作出处理之前不予核定。',
      ),
    ],
  )
}

function rowsOf(rows: readonly Publicised[]): string[][] {
  return rows.map((each, i) => [
    String(i + 1),
    each.element === '' ? each.name : `${each.name}（${each.element}）`,
    each.creditCode ?? '—',
    each.fen === null ? BLANK : yuanDigits(each.fen),
    each.number,
  ])
}

/** A sum only where every amount is known. */
function sumOf(rows: readonly Publicised[]): string {
  const known = rows.flatMap(({ fen }) => (fen === null ? [] : [fen]))
  const count = `共${rows.length}个`
  if (known.length < rows.length) return `${count}；有${rows.length - known.length}个的金额待填。`
  return `${count}，合计${yuanDigits(known.reduce((sum, fen) => sum + fen, 0))}元。`
}

function periodOf({ openedOn, closesOn, workingDays, holidaysKnown }: Publicised): string {
  const beyond = holidaysKnown ? '' : '（该年度节假日安排尚未公布，公布后按其调整）'
  return `自${dayText(openedOn)}起至${dayText(closesOn)}止，共${workingDays}个工作日，公示开始的当日不计入${beyond}。`
}
