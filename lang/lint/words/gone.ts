// W1102: markets, taxes and authorities that the text names and that no longer exist on the day.
import { dateToChinese, dayNumber } from '../../values/dates.ts'
import { insideTitle, type WordsCheck } from './words.ts'

type Gone = {
  readonly name: string
  /** Words in which the name means something else. */
  readonly notIn?: RegExp
  readonly since: readonly [number, number, number]
  readonly now: string
  /** Where it is said that it ended. */
  readonly source: string
}

/** Add to it when a market closes or an authority is dissolved; every row needs its source. */
const GONE: readonly Gone[] = [
  {
    name: '精选层',
    since: [2021, 11, 15],
    now: '精选层企业已整体平移到北京证券交易所；在北交所上市是否等同，由发文机关决定',
    source: '中国证监会、北京证券交易所2021年11月15日开市公告',
  },
  {
    name: '中小企业板',
    since: [2021, 4, 6],
    now: '已与深圳证券交易所主板合并',
    source: '深圳证券交易所2021年4月6日主板与中小板合并',
  },
  {
    name: '中小板',
    since: [2021, 4, 6],
    now: '已与深圳证券交易所主板合并',
    source: '深圳证券交易所2021年4月6日主板与中小板合并',
  },
  {
    name: '银保监',
    since: [2023, 5, 18],
    now: '职责划入国家金融监督管理总局',
    source: '国家金融监督管理总局2023年5月18日挂牌',
  },
  {
    name: '银监会',
    since: [2018, 4, 8],
    now: '职责先后划入银保监会、国家金融监督管理总局',
    source: '2018年国务院机构改革方案',
  },
  {
    name: '保监会',
    notIn: /银保监会/,
    since: [2018, 4, 8],
    now: '职责先后划入银保监会、国家金融监督管理总局',
    source: '2018年国务院机构改革方案',
  },
  { name: '营业税', notIn: /营业税金/, since: [2016, 5, 1], now: '已改征增值税', source: '财税〔2016〕36号' },
  {
    name: '工商局',
    since: [2018, 4, 10],
    now: '职责划入市场监督管理部门',
    source: '2018年国务院机构改革方案',
  },
  {
    name: '国税局',
    since: [2018, 6, 15],
    now: '与地税局合并为税务局',
    source: '2018年国税地税征管体制改革方案',
  },
  {
    name: '地税局',
    since: [2018, 6, 15],
    now: '与国税局合并为税务局',
    source: '2018年国税地税征管体制改革方案',
  },
  {
    name: '工信部企业〔2022〕63号',
    since: [2026, 4, 1],
    now: '优质中小企业梯度培育改按工信部企业〔2026〕2号',
    source: '工信部企业〔2026〕2号',
  },
]

export const goneNames: WordsCheck = ({ paragraphs, day }, report) => {
  for (const paragraph of paragraphs) {
    for (const { name, notIn, since, now, source } of GONE) {
      const ended = dayNumber(...since)
      if (ended === undefined || ended > day) continue
      const start = paragraph.text.indexOf(name)
      if (start < 0 || insideTitle(paragraph.text, start)) continue
      if (notIn?.test(paragraph.text.slice(Math.max(0, start - 4), start + name.length + 4))) continue
      report('W1102', paragraph.at(start, start + name.length), {
        name,
        ended: dateToChinese(ended),
        now,
        source,
      })
    }
  }
}
