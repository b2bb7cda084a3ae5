// The linter's findings in English, for developers.
import type { Code } from './codes.ts'
import type { Catalog } from './words.ts'

type Warnings = Pick<Catalog, Extract<Code, `W${string}`>>

export const enWarnings: Warnings = {
  W1101: ({ total = '', sum = '', parts = '' }) => ({
    message: `The parts add up to ${sum}, the text states ${total}`,
    expected: `parts (${parts}) that add up to the stated total, or a word on which of them counts`,
    hint: 'check the figures; for an issued text write a 口径 and ask the issuer',
  }),
  W1102: ({ name = '', ended = '', now = '', source = '' }) => ({
    message: `"${name}" ceased to exist on ${ended}`,
    expected: `a name that exists on the day of evaluation: ${now} (${source})`,
    hint: 'use the present name; for an issued text only the issuer can say what takes its place',
  }),
  W1103: ({ ended = '', days }) => ({
    message:
      days === undefined
        ? `This window closed on ${ended}`
        : `This window closes on ${ended}, ${days} days after issue`,
    expected: 'a window that is open, or a word on what holds after it',
    hint: 'take out what is over, or cite the document that prolongs it',
  }),
  W1104: ({ numbers = '' }) => ({
    message: `"${numbers}" has no unit`,
    expected: 'a unit behind each amount, or behind the last one of an enumeration',
    hint: 'for example 50万元、100万元',
  }),
  W1105: ({ text = '' }) => ({
    message: `"${text}" stands in the document twice`,
    expected: 'one place for one meaning',
    hint: 'take one of them out',
  }),
  W1106: ({ cap = '' }) => ({
    message: `"${cap}" does not say for whom or for how long the ceiling holds`,
    expected: 'a ceiling per project, per enterprise or per year',
    hint: 'for example 单个企业每年最高不超过…',
  }),
  W1107: ({ span = '' }) => ({
    message: `"${span}" counts from no stated day`,
    expected: 'a beginning: 自…之日起, or a year',
    hint: `for example 自本措施施行之日起${span}`,
  }),
  W1108: ({ kind = '', text = '', basis = '' }) => ({
    message: `"${text}" needs a fair-competition review: ${kind}`,
    expected: `Regulations on Fair Competition Review (in force since 2024-08-01), ${basis}`,
    hint: 'name the exception that applies, or set conditions that treat all operators alike',
  }),
  W1109: ({ number = '', why = '' }) => ({
    message: `${number} is cited but no longer in force: ${why}`,
    expected: 'documents that are in force',
    hint: 'cite the present one, or say that the old one still applies',
  }),
  W1110: ({ text = '' }) => ({
    message: `"${text}" does not say which document and article`,
    expected: 'the name, number and article of the standard, so that an enterprise knows what it gets',
    hint: 'add the name; where there is none yet, say who will make it and when',
  }),
  W1111: ({ article = '' }) => ({
    message: `"${article}" promises something and names no department`,
    expected: 'a responsible department, as the other articles have',
    hint: 'add （责任单位：…）',
  }),
  W1112: ({ goal = '', stated = '', sum = '', parts = '' }) => ({
    message: `"${goal}" asks for ${stated}; its parts ${parts} make ${sum}`,
    expected: 'parts that reach the whole, or a word on who does the rest',
    hint: 'check the goal against its parts',
  }),
  W1113: ({ goal = '', one = '', other = '' }) => ({
    message: `"${goal}" is ${one} in one place and ${other} in another`,
    expected: 'one wording of one goal',
    hint: 'use one of them everywhere',
  }),
  W1114: ({ amounts = '' }) => ({
    message: `Tiers of ${amounts} without a criterion`,
    expected: 'a condition for each tier',
    hint: 'for example 增速达到…的给予…, or who grades by which method',
  }),
  W1201: ({ what = '', name = '' }) => ({
    message: `${what} "${name}" is never used`,
    expected: 'a name that some rule uses; changing this one changes nothing',
    hint: 'take it out, or use it where it belongs',
  }),
  W1202: ({ what = '', one = '', other = '' }) => ({
    message: `The tiers "${one}" and "${other}" leave a ${what === '空档' ? 'gap' : 'doubt: they overlap'}`,
    expected: 'tiers that meet, without a gap and without an overlap',
    hint: 'check which of 以上, 超过, 不足 includes its number',
  }),
  W1203: ({ title = '', what = '' }) => ({
    message: `The conditions of "${title}" on "${what}" cannot hold together`,
    expected: 'conditions that some enterprise can meet',
    hint: 'check directions and figures; alternatives stand under 任一',
  }),
  W1204: ({ figure = '', title = '' }) => ({
    message: `${figure} in "${title}" does not stand in the article`,
    expected: 'figures that the cited article has',
    hint: 'use the figure of the text; one of another document is an 外部标准 with its source',
  }),
  W1205: ({ title = '', recipient = '', facts = '' }) => ({
    message: `"${title}" gives to ${recipient} and tests ${facts}`,
    expected: 'facts of the subject that receives',
    hint: 'change 给予, or declare facts for this kind of subject',
  }),
  W1206: ({ recipient = '', close = '' }) => ({
    message: `There is no kind of subject "${recipient}"`,
    expected: 'a kind that the dictionary has facts for',
    hint: `did you mean "${close}"?`,
  }),
  W1207: ({ title = '', what = '' }) => ({
    message: `The target "${title}" has no ${what === '期限' ? 'deadline' : 'responsible department'}`,
    expected: 'a deadline and a department for each target',
    hint: 'add it; where the text has none, ask the issuer',
  }),
}
