// A diagnostic's code and arguments → English, for developers. Words of the rule language stay as they are written.
import { enWarnings } from './enWarnings.ts'
import type { Catalog } from './words.ts'

export const en: Catalog = {
  E0101: () => ({
    message: 'This code fence is never closed',
    expected: 'a line with the same ``` below it; without one all that follows is read as rules',
    hint: 'add a line ``` after the last rule',
  }),
  E0102: ({ id = '' }) => ({
    message: `The heading id "${id}" is used twice in this file`,
    expected: 'ids that differ within a file, because citations name them',
    hint: `change one of them, for example {#${id}-2}`,
  }),
  E0103: () => ({
    message: 'This quote is never closed',
    expected: '「 and 」 in pairs on one line',
    hint: 'add 」 where the words end',
  }),
  E0104: ({ text = '', unit = '' }) => ({
    message: `The unit "${unit}" of "${text}" is not known`,
    expected: 'a rate (%, ‰), a magnitude (万, 亿) or a unit that is built in or declared in the dictionary',
    hint: `use a known unit, or declare it in the dictionary: 单位 ${unit}`,
  }),
  E0105: ({ date = '' }) => ({
    message: date === '' ? 'A date is missing here' : `"${date}" is not a day of the calendar`,
    expected: 'a whole date that exists',
    hint: '2024年12月12日',
  }),
  E0106: ({ found = '', expected = '', hint }) => ({
    message: `No line here opens with "${found}"`,
    expected: `one of ${expected}`,
    hint: hint && found.startsWith(hint) ? `${hint} ${found.slice(hint.length) || '…'}` : hint,
  }),
  E0107: () => ({
    message: 'This citation is not a quoted phrase',
    expected:
      'quoted words of the article after 引, several in a row if need be, with the id of another article before them',
    hint: '引「按照5元/平方米·月的标准」 or 引 #3「不超过50万元/年」',
  }),
  E0108: () => ({
    message: 'This line is not aligned with the others of its level',
    expected: 'one indentation per level, two spaces more for the next',
    hint: 'align it with the lines above',
  }),
  E0109: ({ word = '' }) => ({
    message: `Nothing may stand under "${word}"`,
    expected: `"${word}" on a line of its own`,
    hint: 'align this line with it; to continue a long expression, put it in （ ）',
  }),
  E0110: ({ found = '' }) => ({
    message: `A value is missing here; found ${found === '行尾' ? 'the end of the line' : found}`,
    expected: 'a fact, a definition, a number, a date, or an expression in brackets',
  }),
  E0111: ({ expected = '', found = '' }) => ({
    message: `Expected "${expected}" here; found ${found === '行尾' || found === '「」' ? 'the end of the line' : found}`,
    hint: `add "${expected}"`,
  }),
  E0112: () => ({
    message: 'This expression is nested more than 200 levels deep',
    expected: 'at most 200 levels',
    hint: 'give a part of it a name: 定义 name = expression',
  }),
  E0113: () => ({
    message: 'The result of a comparison cannot be compared again',
    expected: 'two comparisons joined by 且 for a lower and an upper limit',
    hint: '投资额 超过 50万元 且 投资额 不超过 100万元',
  }),
  E0114: ({ found = '' }) => ({
    message: `The expression is complete before ${found}; the rest cannot be read`,
    expected: 'an operator or a joining word between two values',
    hint: 'correct the name if it is one, or move remarks to 注',
  }),
  E0115: ({ word = '' }) => ({
    message: `Nothing follows "${word}"`,
    hint: `${word}, a space, and its content; or remove the line`,
  }),
  E0116: ({ word = '' }) => ({
    message: `"${word}" takes nothing on its line`,
    expected: `"${word}" alone on its line`,
    hint: 'move the content to the next line, two spaces deeper',
  }),
  E0117: ({ found = '' }) => ({
    message: `"${found}" cannot be a name`,
    expected: 'a name without white space, brackets, quotes or operators',
  }),
  E0118: ({ found = '' }) => ({
    message: `"${found}" is not a declaration "name : type"`,
    expected:
      'a type: 是否, 金额, 比例, 数量（unit）, 日期, 年份, 文本, an enumeration or 多选 with one; 逐年 for one value a year',
    hint: '投资额 : 金额',
  }),
  E0119: ({ unit = '' }) => ({
    message: `The unit "${unit}" is not declared`,
    expected: 'a built-in unit, or one that the dictionary declares',
    hint: `add to the dictionary: 单位 ${unit}`,
  }),
  E0120: ({ found = '' }) => ({
    message: `"${found}" is not "name = expression"`,
    hint: 'name = expression; for a table of cases: name 分档 唯一 (or 就高, 累计)',
  }),
  E0121: ({ found = '' }) => ({
    message: found === '' ? 'A comparison is missing here' : `"${found}" is not a comparison`,
    expected:
      '超过 突破 高于 大于 晚于 (>), 达到 不低于 不少于 不早于 (≥), 不超过 不高于 不晚于 (≤), 低于 不足 少于 早于 (<), 为, 不为',
  }),
  E0122: ({ found = '' }) => ({
    message:
      found === ''
        ? '分档 does not say what happens when several rows hold'
        : `"${found}" is no way to choose a row`,
    expected: '唯一 (two rows at once are an error), 就高 (the highest), 累计 (the sum)',
    hint: '金额 分档 唯一',
  }),
  E0123: ({ found = '', expected = '' }) => ({
    message: `"${found}" is not the scope of a cap`,
    expected: `one of ${expected}`,
    hint: 'where the text does not say, write 范围未明',
  }),
  E0201: ({ name = '', hint }) => ({
    message: `The name "${name}" is not declared`,
    expected: 'a fact of the dictionary, or a definition, reading or external standard of this document',
    hint,
  }),
  E0202: ({ name = '' }) => ({
    message: `The name "${name}" is already taken`,
    expected: 'one name for one thing, in the dictionary and each document together',
    hint: 'choose another name, or keep one declaration if both mean the same',
  }),
  E0203: ({ name = '', collection = '', expected = '', hint }) => ({
    message: `"${collection}" has no field "${name}"`,
    expected: `the dictionary's fields: ${expected}`,
    hint: hint && `${collection}.${hint}`,
  }),
  E0204: ({ name = '', expected = '', hint }) => ({
    message: `There is no function "${name}"`,
    expected: `a built-in function: ${expected}`,
    hint,
  }),
  E0205: ({ name = '', enum: of = '', expected = '', hint }) => ({
    message: `"${name}" is not a value of "${of}"`,
    expected: `the dictionary's values: ${expected}`,
    hint,
  }),
  E0206: ({ name = '', expected = '', hint }) => ({
    message: `There is no collection "${name}"`,
    expected: `the dictionary's collections: ${expected === '无' ? 'none' : expected}`,
    hint,
  }),
  E0207: ({ name = '' }) => ({
    message: `The type "${name}" is not declared`,
    expected: 'a built-in type, or an enumeration of the dictionary',
    hint: `declare it in the dictionary: 枚举 ${name}`,
  }),
  E0208: ({ name = '' }) => ({
    message: `"${name}" depends on itself`,
    expected: 'derivations, definitions, readings and amounts that lead back to facts',
    hint: 'replace the use that leads back by a fact of the dictionary',
  }),
  E0209: ({ name = '', hint }) => ({
    message: `This document has no item "${name}"`,
    expected: 'the title of an item of this document in 金额（…）',
    hint: hint && `金额（${hint}）`,
  }),
  E0210: ({ name = '' }) => ({
    message: `There are many "${name}"; this does not say which`,
    expected: `fields in an item with 每 ${name} or 凭 ${name}, or inside 存在, 计数, 合计 and the like`,
    hint: `存在 ${name} 其中 ${name}.field …`,
  }),
  E0211: ({ name = '', enum: of = '' }) => ({
    message: `"${name}" is a value of "${of}" and says nothing alone`,
    expected: `a fact of type "${of}" beside it`,
    hint: `fact 为 ${name}, or fact 含 ${name}`,
  }),
  E0301: ({ left = '', right = '' }) => ({
    message: `The two sides differ in type: ${left} and ${right}`,
    expected: 'one type and one unit on both sides, as the dictionary and the written units say',
    hint: "check the number's unit, or use a fact of the same type",
  }),
  E0302: ({ left = '', right = '' }) => ({
    message: `${left} and ${right} cannot be added or subtracted`,
    expected: 'the same unit on both sides; different units can only be multiplied or divided',
    hint: 'multiply by a unit price or a rate first',
  }),
  E0303: ({ found = '' }) => ({
    message: `${found} cannot be calculated with`,
    expected: 'money, a rate, or a quantity with its unit',
  }),
  E0304: ({ found = '' }) => ({
    message: `A condition (是否) is needed here; found ${found}`,
    expected: 'something that is true or false',
    hint: 'a comparison, such as 投资额 达到 100万元',
  }),
  E0305: ({ name = '', signature = '', found = '' }) => ({
    message: `The function "${name}" does not take (${found === '无' ? 'nothing' : found})`,
    expected: signature,
  }),
  E0306: ({ name = '' }) => ({
    message:
      name === ''
        ? 'This has a value for each year and none is named'
        : `"${name}" has a value for each year and none is named`,
    expected: 'a year, because the dictionary declares it 逐年',
    hint: `上年(${name || '…'}), 当年(${name || '…'}), 增速(${name || '…'})`,
  }),
  E0307: ({ word = '', found = '' }) => ({
    message: `${found} has no order, so "${word}" does not apply`,
    expected: 'money, rates, quantities, dates or years',
    hint: '为 or 不为',
  }),
  E0308: ({ found = '' }) => ({
    message: `${found} can hold several values and cannot be compared`,
    expected: '含 for facts that hold several values',
    hint: '有效资质 含 高新技术企业',
  }),
  E0309: ({ found = '' }) => ({
    message: `An amount of money is needed here; found ${found}`,
    expected: 'yuan as the unit of amounts, caps and totals',
    hint: 'add the unit (50万元), or multiply by a unit price',
  }),
  E0310: ({ expected = '', found = '' }) => ({
    message:
      found === '无'
        ? `Nothing is taken; ${expected} is needed`
        : `${expected} must be taken here; found ${found}`,
    expected: 'quantities or money for 合计, 最高, 最低; dates or years for 最早, 最晚',
    hint: '合计 租约 取 租约.面积',
  }),
  E0311: ({ name = '', left = '', right = '' }) => ({
    message: `"${name}" differs in type between the alternatives: ${left}, ${right}`,
    expected: 'one type under every alternative',
    hint: 'use one type, or two names',
  }),
  E0312: ({ found = '' }) => ({
    message: `A date is needed here; found ${found}`,
    expected: 'a date, by which event dates and windows are tested',
    hint: 'a fact or field of type 日期',
  }),
  E0314: () => ({
    message: 'This limit is not a written number',
    expected: 'a number or a date in 范围, no expression and no fact',
    hint: 'write the result, for example 范围 不低于 0元',
  }),
  E0316: ({ name = '' }) => ({
    message: `"${name}" is a collection, not a value`,
    expected: '存在, 计数, 合计, 最早, 最晚, 最高 or 最低, which make one value of a collection',
    hint: `存在 ${name}, or 计数 ${name}`,
  }),
  E0317: ({ found = '' }) => ({
    message: `含 needs a fact with several values on its left; found ${found}`,
    expected: '含 for several values, 为 for one, 属于 for one of several',
    hint: '出租方性质 为 国有',
  }),
  E0318: ({ found = '' }) => ({
    message: `${found} cannot be yearly`,
    expected: 'money, rates or quantities before 逐年',
    hint: 'remove 逐年',
  }),
  E0319: ({ name = '' }) => ({
    message: `The field "${name}" cannot be yearly`,
    expected: 'one value per element; for several years one element each, with a year as a field',
    hint: 'remove 逐年',
  }),
  E0320: ({ word = '' }) => ({
    message: `A field cannot have 「${word}」`,
    expected:
      'a field is a value that is given; a formula stands in the rule that uses it, or in a definition',
    hint: `remove the line 「${word}」`,
  }),
  E0401: ({ quote = '', article = '' }) => ({
    message: `"${article}" does not contain "${quote}"`,
    expected: 'the very words of the article; only white space may differ',
    hint: 'copy them from the article; name another article by its id: 引 #3「…」',
  }),
  E0402: ({ quote = '', article = '' }) => ({
    message: `"${quote}" occurs more than once in "${article}"`,
    expected: 'a phrase that points to one place',
    hint: 'copy a few more words before or after it',
  }),
  E0403: ({ article = '' }) => ({
    message:
      article === ''
        ? 'There is no article here to cite'
        : `There is no article "${article}", or no text under it`,
    expected: 'a heading with an id ({#3}) and the official words in lines that begin with >',
    hint: 'check the id, or add the words under the heading',
  }),
  E0501: ({ word = '', of = '' }) => ({
    message: `"${of}" has no "${word}"`,
    expected: `"${word}" in every "${of}"`,
    hint: `add a line under it: ${word} …`,
  }),
  E0502: ({ word = '' }) => ({
    message: `There can be only one "${word}"; this is the second`,
    hint: 'keep one of them',
  }),
  E0503: ({ found = '', expected = '' }) => ({
    message: `There is no such kind as "${found}"`,
    expected: `one of ${expected}`,
  }),
  E0504: ({ title = '' }) => ({
    message: `The item "${title}" has neither an amount nor a content`,
    expected: 'what is granted: 金额, or 内容 when it is not money',
    hint: 'add one of them; 金额 未明确 where the text names no figure',
  }),
  E0505: ({ label = '' }) => ({
    message: `There is no row "${label}" above`,
    expected: 'the label of an earlier row of the same table after 之于',
    hint: 'check the label, or move that row up',
  }),
  E0506: ({ key = '', names = '' }) => ({
    message: `The alternative "${key}" does not set "${names}"`,
    expected: 'the same names under every alternative, or it would have no result',
    hint: `add under it: 设 ${names.split('、')[0] ?? ''} = …`,
  }),
  E0507: ({ found = '' }) => ({
    message: `The status "${found}" cannot be read`,
    expected: '未定, or which alternative, on which day, by whom and on what ground',
    hint: '采用甲 于 2025年3月1日 由 区经济信息委 依据 「…」',
  }),
  E0508: ({ id = '' }) => ({
    message: `The id "${id}" is already taken`,
    expected:
      'an id of its own for each document, item, reading and target; findings and applications are kept by it',
    hint: 'choose another id',
  }),
  E0509: ({ title = '' }) => ({
    message: `The item "${title}" has stages and so no amount, 每 or 凭 of its own`,
    expected: 'amounts and evidence inside the stages',
    hint: 'move it into a stage; a total stated by the text goes to 合计',
  }),
  E0510: () => ({
    message: 'There is no 文件 before these rules',
    expected: 'a document head with title, number, issuer and date',
    hint: 'open the first block of rules with: 文件 id',
  }),
  E0511: ({ id = '' }) => ({
    message: `"${id}" cannot be an id`,
    expected: 'ASCII letters, digits, - and _, beginning with a letter or digit',
    hint: 'rent-relief',
  }),
  E0512: ({ title = '' }) => ({
    message: `The reading "${title}" has only one alternative`,
    expected: 'two or more ways to understand one phrase',
    hint: 'add the other one, or use 定义 when there is only one',
  }),
  E0513: () => ({
    message: 'The end lies before the beginning',
    expected: 'a period that runs forward',
    hint: 'check both dates against the text',
  }),
  E0514: ({ variable = '' }) => ({
    message: `凭 only asks whether there is one, so the amount cannot use "${variable}"`,
    expected: 'an amount that does not depend on which element it was',
    hint: 'use 每 for an amount per element',
  }),
  E0515: () => ({
    message: 'This window has no date',
    expected: 'a first day, a last day, or both',
    hint: '执行 自 2022年1月1日 至 2024年12月31日',
  }),
  E0516: () => ({
    message: '频次 is used, but the dictionary has no 已获支持',
    expected: 'the collection 已获支持, against which frequency is tested',
    hint: 'declare the collection 已获支持 with 事项, 文号, 金额, 日期 and 对象',
  }),
  E0517: ({ word = '' }) => ({
    message: `"${word}" cannot stand in the dictionary`,
    expected: 'only 事实, 集合, 枚举, 单位 and 注',
    hint: 'move it to a document',
  }),
  E0518: ({ word = '' }) => ({
    message: `"${word}" cannot stand in a document`,
    expected: 'facts, collections, enumerations and units in the dictionary, which all documents share',
    hint: 'move it to the dictionary; a formula of this document is a 定义',
  }),
  E0519: ({ id = '', what = '' }) => ({
    message: `There is no ${what === '目标' ? 'target' : 'item'} with the id "${id}"`,
    expected: what === '目标' ? 'the id of another target of this document' : 'ids of items of the library',
    hint: 'check the id, or write what it should name',
  }),
  E0601: ({ item = '', what = '', target = '' }) => ({
    message: `Item "${item}" has no form for ${target}: ${what}`,
    expected: 'what can be computed for many subjects at once; one subject at a time is not affected',
    hint: 'write it another way, or leave the item to the interpreter',
  }),
  E0602: ({ relation = '', what = '', target = '' }) => ({
    message: `"${relation}" has no closed form for ${target}: ${what}`,
    expected: 'the highest of several or a shared ceiling, one within the other or apart',
    hint: 'subjects that it concerns are marked in the result and left to be resolved one by one',
  }),

  ...enWarnings,
}
