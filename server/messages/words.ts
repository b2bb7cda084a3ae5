// A message as it was written → its title and text, as people read them. Pure.
import { z } from 'zod'
import { dateToChinese, fenToYuan, parseDate, type Vocabulary, yuanText } from '#lang'
import { CASE_STATES } from '../approval/states.ts'
import { REASON_CODES } from '../cases/reasons.ts'
import type { message } from '../db/tables.ts'
import { declaredAs } from '../subjects/dictionary.ts'

type Row = Pick<typeof message.$inferSelect, 'kind' | 'said' | 'dueOn'>
export type MessageWords = { readonly title: string; readonly text: string }

// What triggers and the clock write (0011-messages.sql, tellDates.ts).
const saidSchema = z.object({
  act: z.string().default(''),
  step: z.string().default(''),
  state: z.string().default(''),
  reasonCode: z.string().default(''),
  reason: z.string().default(''),
  number: z.string().default(''),
  fen: z.string().regex(/^\d+$/).default('0'),
  stage: z.string().default(''),
  days: z.number().default(0),
  title: z.string().default(''),
  note: z.string().default(''),
  name: z.string().default(''),
  year: z.number().optional(),
  outcome: z.string().default(''),
  answer: z.string().default(''),
})

type Said = z.infer<typeof saidSchema>

/** Steps that ask something of the enterprise, or tell it how the case ended, in its own words. */
const OF_STATE: Readonly<Record<string, string>> = {
  ...{ correcting: '请一次补齐材料', submitted: '已提交，等待形式审查', accepted: '已受理' },
  ...{ not_accepted: '不予受理', in_review: '进入审核', objected: '公示期间有人提出异议' },
  ...{ determined: '已核定支持金额', awaiting_payment: '已申请拨付，正在拨付前复查' },
  ...{ paying: '已开具支付单，正在拨付', refused: '不予支持', declined: '已放弃', withdrawn: '已撤回' },
  ...{ terminated: '已终止', recovering: '决定追回已拨付的资金', recovered: '已收到退回的资金' },
}

export function messageWords({ kind, said, dueOn }: Row, vocabulary: Vocabulary): MessageWords {
  const read = saidSchema.parse(said)
  const due = dayText(dueOn)
  const until = due === '' ? '' : `期限 ${due}。`
  switch (kind) {
    case 'case':
      return { title: titleOfAct(read, due), text: sentences(reasonText(read), deadline(read, due)) }
    case 'publicity':
      return { title: '正在公示', text: `公示编号 ${read.number}，到 ${due} 为止。` }
    case 'paid':
      return { title: `资金到账 ${amount(read)}`, text: `支付单 ${read.number}。` }
    case 'returned':
      return {
        title: `银行退回 ${amount(read)}`,
        text: `支付单 ${read.number} 没有付成，请核对收款账户；核对后会重新支付。`,
      }
    case 'next_stage':
      return { title: `“${read.stage}”可以办了`, text: sentences('请核对情况后提交。', until) }
    case 'due_soon':
      return { title: `还没有办：${read.step}`, text: `请在 ${due} 前办理，过期会按逾期处理。` }
    case 'date':
      return { title: `${read.title}：${due}`, text: read.note }
    case 'rectification_answered':
      return {
        title: `更正申请：${factName(read, vocabulary)}${read.outcome === 'rectified' ? '已更正' : '维持不变'}`,
        text: read.answer,
      }
    case 'appeal_answered':
      return {
        title: read.outcome === 'upheld' ? '申诉成立，重新审核' : '申诉不成立，维持原决定',
        text: read.answer,
      }
    case 'assigned':
      return { title: `待办：${read.step}`, text: until }
    case 'opinion_asked':
      return { title: '请出具参与部门意见', text: until }
    case 'due_today':
      return { title: `今天到期：${read.step}`, text: until }
    case 'overdue':
      return { title: `已超期：${read.step}`, text: until }
    case 'escalated':
      return { title: `超期 ${read.days} 个工作日，请督办：${read.step}`, text: until }
    case 'rectification_asked':
      return { title: `更正申请：${factName(read, vocabulary)}`, text: '请核实后答复。' }
  }
}

/** Until when something is asked of the enterprise; of a refusal, until when it may appeal. */
function deadline({ state }: Said, due: string): string {
  if (due === '') return ''
  const refused = state === 'refused' || state === 'not_accepted'
  return refused ? `如不服，可以在 ${due} 前申诉。` : `期限 ${due}。`
}

function titleOfAct({ act, state }: Said, due: string): string {
  if (state === 'proposed') return due === '' ? '拟支持' : '拟支持，请确认意愿和收款账户'
  const known = OF_STATE[state]
  if (known !== undefined) return known
  const name = Object.entries(CASE_STATES).find(([each]) => each === state)?.[1]
  return name === undefined ? act : `${act}，现在${name}`
}

function reasonText({ reasonCode, reason }: Said): string {
  if (reason === '') return ''
  const code = Object.entries(REASON_CODES).find(([each]) => each === reasonCode)?.[1]
  return code === undefined ? reason : `${code}：${reason}`
}

function factName({ name, year }: Said, vocabulary: Vocabulary): string {
  const title = declaredAs(vocabulary, name)?.declared.name ?? name
  return year === undefined ? `「${title}」` : `「${title}」（${year} 年）`
}

/** In 万元 where that is short, else in 元 to the 分. */
function amount({ fen }: Said): string {
  const yuan = fenToYuan(BigInt(fen))
  const isRound = BigInt(fen) % 10_000n === 0n
  return isRound ? yuanText(yuan) : `${yuan.replace(/\B(?=(\d{3})+\.)/g, ',')}元`
}

const sentences = (...texts: readonly string[]): string => texts.filter((each) => each !== '').join(' ')

function dayText(day: string | null): string {
  const known = day === null ? undefined : parseDate(day)
  return known === undefined ? '' : dateToChinese(known)
}
