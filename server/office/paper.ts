// Paragraphs → a .docx laid out as GB/T 9704—2012 lays out official papers: A4, 仿宋 of size 3, 28 points a line.
import {
  AlignmentType,
  BorderStyle,
  Document,
  type FileChild,
  Footer,
  type IRunOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  UnderlineType,
  VerticalAlign,
} from 'docx'

/** The fonts of official papers in Chongqing; where one is missing, Word takes the next in FONT_TABLE. */
const BODY = '方正仿宋_GBK'
const TITLE = '方正小标宋_GBK'
const BLACK = '方正黑体_GBK'
const SCRIPT = '方正楷体_GBK'
const SERIF = '宋体'
const LATIN = 'Times New Roman'

const ALTERNATIVES: Readonly<Record<string, string>> = {
  [BODY]: '仿宋_GB2312,仿宋,FangSong,STFangsong',
  [TITLE]: '方正小标宋简体,小标宋,华文中宋,STZhongsong,宋体',
  [BLACK]: '黑体,SimHei,STHeiti',
  [SCRIPT]: '楷体_GB2312,楷体,KaiTi,STKaiti',
}

/** Millimetres → twentieths of a point. */
const mm = (length: number): number => Math.round((length / 25.4) * 1440)
/** Points → half points, in which sizes of letters are given. */
const points = (size: number): number => size * 2

const LINE = { line: 28 * 20, lineRule: LineRuleType.EXACT } as const
/** Two characters of size 3. */
const INDENT = 2 * 16 * 20
const RED = 'C00000'

type Font = 'body' | 'title' | 'black' | 'script' | 'serif'

const NAMES: Readonly<Record<Font, string>> = {
  body: BODY,
  title: TITLE,
  black: BLACK,
  script: SCRIPT,
  serif: SERIF,
}

type Look = {
  readonly font?: Font
  readonly size?: number
  readonly colour?: string
  readonly underline?: boolean
}

export type Words = { readonly text: string } & Look

function run({ text, font = 'body', size = 16, colour, underline = false }: Words): TextRun {
  const options: IRunOptions = {
    text: printable(text),
    font: { ascii: LATIN, hAnsi: LATIN, eastAsia: NAMES[font], hint: 'eastAsia' },
    size: points(size),
    ...(colour && { color: colour }),
    ...(underline && { underline: { type: UnderlineType.SINGLE } }),
  }
  return new TextRun(options)
}

/** What XML 1.0 cannot hold would make a file that Word refuses. */
function printable(text: string): string {
  return [...text]
    .filter((character) => {
      const code = character.codePointAt(0) ?? 0
      return code === 9 || code >= 32
    })
    .filter((character) => !/[\uD800-\uDFFF\uFFFE\uFFFF]/.test(character) || character.length === 2)
    .join('')
}

type Layout = {
  readonly align?: 'left' | 'centre' | 'right'
  readonly indented?: boolean
  readonly before?: number
  readonly keepNext?: boolean
  readonly newPage?: boolean
  /** Characters left free on the right, as in front of a signature. */
  readonly freeRight?: number
}

export function paragraph(words: readonly Words[], layout: Layout = {}): Paragraph {
  const { align = 'left', indented = true, before = 0, keepNext = false, newPage = false, freeRight } = layout
  const alignments = {
    left: AlignmentType.BOTH,
    centre: AlignmentType.CENTER,
    right: AlignmentType.RIGHT,
  }
  return new Paragraph({
    children: words.map(run),
    alignment: alignments[align],
    spacing: { ...LINE, before: before * 20 },
    indent: {
      ...(indented && align === 'left' && { firstLine: INDENT }),
      ...(freeRight !== undefined && { right: freeRight * 16 * 20 }),
    },
    keepNext,
    pageBreakBefore: newPage,
  })
}

export const body = (text: string, layout: Layout = {}): Paragraph => paragraph([{ text }], layout)

/** 一、…  in 黑体. */
export const heading = (text: string): Paragraph =>
  paragraph([{ text, font: 'black' }], { keepNext: true, before: 6 })

/** （一）… in 楷体, with what follows it in the body's letters. */
export const clause = (title: string, ...words: readonly Words[]): Paragraph =>
  paragraph([{ text: title, font: 'script' }, ...words])

export const title = (text: string, layout: Layout = {}): Paragraph =>
  paragraph([{ text, font: 'title', size: 22 }], { align: 'centre', before: 14, ...layout })

/** The red head: who issues, its number, who signs, and the red line. What is not known stays open to fill in. */
export function redHead(newPage: boolean): Paragraph[] {
  return [
    new Paragraph({
      children: [run({ text: '（发文机关全称）文件', font: 'title', size: 36, colour: RED })],
      alignment: AlignmentType.CENTER,
      pageBreakBefore: newPage,
      spacing: { before: 600, after: 400 },
    }),
    new Paragraph({
      children: [run({ text: '（发文代字）〔　　　　〕　号　　　　　　　　签发人：　　　　' })],
      alignment: AlignmentType.CENTER,
      spacing: { ...LINE, after: 80 },
      border: { bottom: { style: BorderStyle.SINGLE, size: 18, color: RED, space: 4 } },
    }),
  ]
}

/** What nobody has told the program and a person writes in by hand. */
export const BLANK = '____'

export type PaperColumn = {
  readonly title: string
  /** Millimetres; the text is 156 wide. */
  readonly width: number
  readonly align?: 'left' | 'centre' | 'right'
}

/** A table with its header on every page. */
export function table(columns: readonly PaperColumn[], rows: readonly (readonly string[])[]): Table {
  const cell = (text: string, { width, align = 'left' }: PaperColumn, font: Font): TableCell =>
    new TableCell({
      width: { size: mm(width), type: 'dxa' },
      verticalAlign: VerticalAlign.CENTER,
      margins: { left: 60, right: 60 },
      children: [
        new Paragraph({
          children: [run({ text, size: 12, font })],
          alignment: CELL_ALIGNMENTS[align],
          spacing: { line: 18 * 20, lineRule: LineRuleType.AT_LEAST },
        }),
      ],
    })
  const row = (texts: readonly string[], font: Font, tableHeader: boolean): TableRow =>
    new TableRow({
      tableHeader,
      cantSplit: true,
      children: columns.map((column, i) =>
        cell(texts[i] ?? '', tableHeader ? { ...column, align: 'centre' } : column, font),
      ),
    })
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: mm(columns.reduce((sum, each) => sum + each.width, 0)), type: 'dxa' },
    columnWidths: columns.map((each) => mm(each.width)),
    alignment: AlignmentType.CENTER,
    rows: [
      row(
        columns.map((each) => each.title),
        'black',
        true,
      ),
      ...rows.map((each) => row(each, 'body', false)),
    ],
  })
}

const CELL_ALIGNMENTS = {
  left: AlignmentType.LEFT,
  centre: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
}

export function paper(name: string, children: readonly FileChild[]): Promise<Buffer> {
  const number = (align: 'LEFT' | 'RIGHT') =>
    new Footer({
      children: [
        new Paragraph({
          alignment: AlignmentType[align],
          indent: align === 'LEFT' ? { left: 14 * 20 } : { right: 14 * 20 },
          children: [
            run({ text: '— ', font: 'serif', size: 14 }),
            new TextRun({ children: [PageNumber.CURRENT], font: SERIF, size: points(14) }),
            run({ text: ' —', font: 'serif', size: 14 }),
          ],
        }),
      ],
    })
  const document = new Document({
    title: name,
    creator: '兑现',
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: { font: { ascii: LATIN, hAnsi: LATIN, eastAsia: BODY }, size: points(16) },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: mm(210), height: mm(297) },
            margin: { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26), footer: mm(27) },
          },
        },
        footers: { default: number('RIGHT'), even: number('LEFT') },
        children,
      },
    ],
  })
  return Packer.toBuffer(document, undefined, [{ path: 'word/fontTable.xml', data: FONT_TABLE }])
}

const FONT_TABLE = [
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
  '<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">',
  ...Object.entries(ALTERNATIVES).map(
    ([name, others]) =>
      `<w:font w:name="${name}"><w:altName w:val="${others}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>`,
  ),
  '</w:fonts>',
].join('')

const DIGITS = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** 一 … 九十九, for the numbering of an official paper. */
export function chineseNumber(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  if (number >= 100) return String(number)
  if (tens === 0) return DIGITS[ones] ?? ''
  return `${tens > 1 ? DIGITS[tens] : ''}十${DIGITS[ones]}`
}
