// A line of the plan as plain JSON, for other programs: numbers as exact decimal text in the indicator's unit.
import type { PlanLine } from './planAsOf.ts'
import { decimalText } from './quantity.ts'
import type { Reading } from './readings.ts'
import type { Status } from './status.ts'
import { requirementText, STANDING_WORDS, shareOf, statusWords } from './statusWords.ts'
import type { Sum } from './sums.ts'

const readingJson = ({ period, value }: Reading) => ({ period: period.text, value: decimalText(value, 6) })

export function lineJson({ indicator, owner, readings, waiting, official, status, sums }: PlanLine) {
  const { policy, target, district, setting, unit, goal } = indicator
  const share = shareOf(indicator, status.held?.value)
  return {
    ...{ policy, target: target.id, district, title: target.title, indicator: target.indicator },
    ...{ article: target.article, owner, unit: unit.text, requirement: requirementText(indicator) },
    ...(target.parent !== undefined && { parent: target.parent }),
    goal: goal.kind === 'number' ? decimalText(goal.from, 6) : null,
    ...{ gathers: setting.gathers, periodicity: setting.periodicity },
    readings: readings.map(readingJson),
    waiting: waiting.length,
    sample: setting.sample || official.some((each) => each.sample),
    ...statusJson(status),
    standingWords: STANDING_WORDS[status.standing],
    share: share ?? null,
    words: statusWords(indicator, status),
    sums: sums.map(sumJson),
  }
}

function statusJson({
  standing,
  lamp,
  binding,
  dueYear,
  over,
  latest,
  held,
  forecast,
  needed,
  years,
  missing,
}: Status) {
  return {
    ...{ standing, lamp, binding, over, dueYear: dueYear ?? null },
    latest: latest ? readingJson(latest) : null,
    held: held ? readingJson(held) : null,
    forecast,
    needed: needed
      ? {
          ...{ least: decimalText(needed.least, 6), above: needed.above, gap: decimalText(needed.gap, 6) },
          ...{ perPeriod: decimalText(needed.perPeriod, 6), way: needed.way.map(readingJson) },
        }
      : null,
    years: [...years],
    missing: missing ? { period: missing.period.text, due: missing.due, late: missing.late } : null,
  }
}

function sumJson({ of, parts, sum, known, whole, verdict, words }: Sum) {
  return {
    ...{ of, verdict, words, known: decimalText(known, 6) },
    sum: sum ? decimalText(sum, 6) : null,
    whole: whole ? decimalText(whole, 6) : null,
    parts: parts.map(({ target, indicator, value, text }) => ({
      ...{ target, indicator, text, value: value ? decimalText(value, 6) : null },
    })),
  }
}
