// A line of the plan as plain JSON, for other programs: numbers as exact decimal text in the indicator's unit.

import { type Course, courseOf, told } from './course.ts'
import { periodAt } from './period.ts'
import type { PlanLine } from './planAsOf.ts'
import { decimalText } from './quantity.ts'
import type { Head, Status } from './status.ts'
import { requirementText, STANDING_WORDS, shareOf, statusWords } from './statusWords.ts'
import type { Sum } from './sums.ts'

/** What a line of a list is told from. */
export type LineToTell = Pick<PlanLine, 'indicator' | 'owner'> & {
  readonly status: Head
  readonly course: Course
  readonly sample: boolean
  /** How many proposals nobody has decided on. */
  readonly waiting: number
}

export function toTell({ indicator, owner, status, readings, official, waiting }: PlanLine): LineToTell {
  const { setting } = indicator
  return {
    ...{ indicator, owner, status, course: courseOf(readings, setting.gathers), waiting: waiting.length },
    sample: setting.sample || official.some((each) => each.sample),
  }
}

/** As much as a list shows. */
export function lineHead({ indicator, owner, course, waiting, sample, status }: LineToTell) {
  const { policy, target, district, setting, unit, goal } = indicator
  const { standing, lamp, binding, dueYear, latest, held, missing } = status
  return {
    ...{ policy, target: target.id, district, title: target.title, indicator: target.indicator },
    ...{ article: target.article, parent: target.parent ?? null, owner, unit: unit.text },
    requirement: requirementText(indicator),
    goal: goal.kind === 'number' ? decimalText(goal.from, 6) : null,
    ...{ gathers: setting.gathers, periodicity: setting.periodicity },
    ...{ standing, lamp, binding, dueYear: dueYear ?? null, standingWords: STANDING_WORDS[standing] },
    ...{ readings: [...course.readings], series: [...course.series] },
    latest: latest ? told(latest) : null,
    held: held ? told(held) : null,
    share: shareOf(indicator, held?.value) ?? null,
    missing: missing ? { period: missing.period.text, due: missing.due, late: missing.late } : null,
    ...{ waiting, sample },
  }
}

export function lineJson(line: PlanLine) {
  const { indicator, status, sums } = line
  const { over, forecast, needed, years } = status
  return {
    ...lineHead(toTell(line)),
    ...{ over, years: [...years], forecast: forecastJson(indicator, forecast) },
    needed: needed
      ? {
          ...{ least: decimalText(needed.least, 6), above: needed.above, gap: decimalText(needed.gap, 6) },
          ...{ perPeriod: decimalText(needed.perPeriod, 6), way: needed.way.map(told) },
        }
      : null,
    words: statusWords(indicator, status),
    sums: sums.map(sumJson),
  }
}

/** Estimates, with the periods they are of. */
function forecastJson({ setting }: PlanLine['indicator'], forecast: Status['forecast']) {
  if (forecast.kind !== 'forecast') return { kind: forecast.kind, bend: 'none' as const, points: [] }
  const points = forecast.points.map(({ index, value, likely, nearlySure }) => ({
    ...{ period: periodAt(setting.periodicity, index).text, value, likely, nearlySure },
  }))
  return { kind: forecast.kind, bend: forecast.bend, points }
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
