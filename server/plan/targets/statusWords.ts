// Where an indicator stands, in sentences: what the text asks, what is so, what is open, what must happen by when.
import type { Policy, Rational, Target } from '#lang'
import type { Bend } from './bend.ts'
import { LEAST_POINTS } from './forecast.ts'
import type { Gathers, Indicator } from './indicator.ts'
import { PERIOD_WORD, periodWords } from './period.ts'
import { changeText, decimalText, quantityText, toNumber, YES_NO } from './quantity.ts'
import type { Standing, Status } from './status.ts'

export const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  reached: '已达到',
  on_course: '预计按期达到',
  at_risk: '能否按期达到不定',
  off_course: '按现在的走势到期达不到',
  no_forecast: '数据还不够，不作预测',
  no_report: '还没有正式值',
  undecided: '条文没有说清，不作判断',
  missed: '到期未达到',
  not_shown: '已到期，期末数还没有',
}

export const GATHERS_WORDS: Readonly<Record<Gathers, string>> = {
  level: '期末数',
  since_start: '自起始期累计',
  within_year: '当年累计',
}

const OP_WORDS: Readonly<Record<Target['op'], string>> = {
  ...{ gt: '超过', ge: '不低于', lt: '低于', le: '不超过', eq: '等于', ne: '不等于' },
  ...{ about: '左右', between: '区间' },
}

/** 突破500家（不含500家）. */
export function requirementText({ target, goal, unit }: Indicator): string {
  if (unit.text === YES_NO) return '建成或取得（是或否）'
  if (goal.kind === 'unread') return '条文没有写数字'
  const number = quantityText(goal.from, unit, 4)
  if (target.op === 'about') return `${number}左右`
  if (target.op === 'between') return `${number}至${goal.to ? quantityText(goal.to, unit, 4) : ''}`
  const word = target.word || (target.op === 'ge' ? '达到' : OP_WORDS[target.op])
  const excluding = target.op === 'gt' || target.op === 'lt' ? `（不含${number}）` : ''
  return `${word}${number}${excluding}`
}

/** The sentences, most important first. */
export function statusWords(indicator: Indicator, status: Status): string[] {
  return [
    standingSentence(indicator, status),
    ...deadlineSentences(indicator, status),
    ...strengthSentences(indicator, status),
    ...countingSentences(indicator),
    ...yearSentences(status),
    ...forecastSentences(indicator, status),
    ...neededSentences(indicator, status),
    ...missingSentences(status),
  ]
}

function standingSentence(indicator: Indicator, { standing, held, over, binding, dueYear }: Status): string {
  const { setting, unit, target } = indicator
  const asked = requirementText(indicator)
  if (!held) return `${STANDING_WORDS[standing]}；要求${asked}。`
  const what =
    setting.gathers === 'within_year' && held.period.end.slice(5) !== '12-31' ? '最近一整年合计' : ''
  const now = `${periodWords(held.period)}${what}为${quantityText(held.value, unit)}`
  switch (standing) {
    case 'reached':
      return over || unit.text === YES_NO
        ? `${now}，达到要求（${asked}）。`
        : `${now}，已达到要求（${asked}）；是否完成以${dueYear ?? '期限'}${dueYear ? '年末' : '届满时'}的数为准。`
    case 'missed':
      return binding === 'striving'
        ? `${now}，没有达到力争的${asked}。`
        : `${now}，没有达到${asked}${binding === 'disputed' ? '；这一项是否属于力争有争议，是否算未完成不作判断' : ''}。`
    case 'undecided':
      return `${now}，要求${asked}；${undecidedWhy(target)}`
    default:
      return `${now}，要求${asked}：${STANDING_WORDS[standing]}${over ? '' : '；期限未到，不算未完成'}。`
  }
}

function undecidedWhy({ op }: Target): string {
  if (op === 'about') return '“左右”允许多大的出入，条文没有写，是否达到不作判断。'
  if (op === 'between') return '超出了区间上限，条文没有写这算不算达到，不作判断。'
  return '条文没有写可以比较的数字。'
}

function deadlineSentences({ target }: Indicator, { dueYear, over }: Status): string[] {
  if (target.yearly)
    return [`期限：${target.deadline}；现在看${dueYear ?? ''}年${over ? '（已结束）' : ''}。`]
  if (dueYear === undefined)
    return [
      `期限：${target.deadline === '未载明' ? '文件没有写' : `“${target.deadline}”，止于哪一天文件没有写明`}，因此不判断是否逾期。`,
    ]
  return [`期限：${target.deadline}${over ? '，已届满' : `，到${dueYear}年12月31日止，还没有到期`}。`]
}

function strengthSentences({ target }: Indicator, { binding }: Status): string[] {
  if (binding === 'disputed') return ['力度：“力争”是否管到这一项有争议（见口径），两种读法都列出。']
  if (binding === 'striving') return [`力度：${target.strength.join('、')}，不是必须完成的指标。`]
  return []
}

function countingSentences({ target, setting }: Indicator): string[] {
  const ours = GATHERS_WORDS[setting.gathers]
  const unclear = target.counting.length > 1
  return [
    ...(unclear
      ? [`计法：条文可以理解为${target.counting.join('或')}，没有定论；本系统按设置统计${ours}。`]
      : []),
    ...(target.baseline !== undefined
      ? [
          target.baseline === '未载明'
            ? `基期：文件没有写从何时起算；本系统按设置从${setting.firstPeriod}起统计。`
            : `基期：${target.baseline}。`,
        ]
      : []),
  ]
}

const REACHED_WORDS = { yes: '达到', no: '没有达到', undecided: '不能判断', not_shown: '没有年末数' } as const

function yearSentences({ years }: Status): string[] {
  if (years.length === 0) return []
  return [`往年：${years.map(({ year, reached }) => `${year}年${REACHED_WORDS[reached]}`).join('，')}。`]
}

const BEND_WORDS: Readonly<Record<Bend, readonly string[]>> = {
  slowing: ['注意：各期的增量在逐期减少，按平均增量外推会偏高，区间靠不住；因此不亮绿灯。'],
  quickening: ['注意：各期的增量在逐期增加，按平均增量外推会偏低，区间靠不住；因此不亮红灯。'],
  none: [],
}

function forecastSentences(
  { unit, target }: Indicator,
  { forecast, over, dueYear, standing }: Status,
): string[] {
  if (over || dueYear === undefined || unit.text === YES_NO || standing === 'no_report') return []
  if (forecast.kind === 'too_few')
    return [`预测：可比的正式值只有${forecast.have}期，少于${LEAST_POINTS}期，不作预测。`]
  if (forecast.kind === 'no_spread') return ['预测：各期的变化完全一样，看不出会有多大出入，不作预测。']
  const end = forecast.points.at(-1)
  if (!end) return []
  const text = (value: number): string => `${rounded(value)}${unit.text}`
  const share = target.counting.includes('年均') ? '（按各期所报的年均数外推）' : ''
  return [
    `预测：到${dueYear}年末约${text(end.value)}，八成把握在${text(end.likely.low)}至${text(end.likely.high)}之间${share}。`,
    ...BEND_WORDS[forecast.bend],
  ]
}

function neededSentences({ unit, setting }: Indicator, { needed, dueYear }: Status): string[] {
  if (!needed || unit.text === YES_NO) return []
  const word = PERIOD_WORD[setting.periodicity]
  const what = setting.gathers === 'within_year' ? '一整年合计' : ''
  return [
    `要做到：还有${needed.way.length}${word}，还差${changeText(needed.gap, unit)}，${what}平均每${word.replace(/^个/, '')}要增加${needed.above ? '超过' : ''}${changeText(needed.perPeriod, unit)}，到${dueYear}年末才能${needed.above ? '超过' : '到'}${quantityText(needed.least, unit)}。`,
  ]
}

function missingSentences({ missing }: Status): string[] {
  if (!missing) return []
  const { period, due, late } = missing
  return [`报送：${periodWords(period)}还没有正式值，应在${due}前报送${late ? '，已逾期' : ''}。`]
}

/** Forecasts are estimates: three figures that count, never a digit more than that. */
function rounded(value: number): string {
  if (value === 0) return '0'
  const size = Math.floor(Math.log10(Math.abs(value)))
  const places = Math.max(0, 2 - size)
  return decimalText({ n: BigInt(Math.round(value * 10 ** places)), d: 10n ** BigInt(places) }, places)
}

/** How far it is: 已完成 82 %. Undefined where a share says nothing. */
export function shareOf({ goal, unit }: Indicator, held: Rational | undefined): number | undefined {
  if (goal.kind === 'unread' || !held || unit.text === YES_NO) return undefined
  const wanted = toNumber(goal.from)
  return wanted > 0 ? toNumber(held) / wanted : undefined
}

/** The questions of the document that touch a target: those whose quote overlaps with the target's own article. */
export function openReadings(
  policy: Policy,
  target: Target,
): { readonly id: string; readonly question: string }[] {
  const named = target.notes.flatMap((note) => [...note.matchAll(/口径“([^”]+)”/g)].map((match) => match[1]))
  return policy.readings
    .filter((each) => named.includes(each.title))
    .map(({ id, question }) => ({ id, question }))
}
