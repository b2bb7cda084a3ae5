// Rows → a table of an official paper: thin lines, a head that repeats on every page, letters smaller than the text's.
import { AlignmentType, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx'

const SIZE = 21

/** `widths` in percent of the line. */
export function paperTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  widths: readonly number[],
): Table {
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [line(header, widths, true), ...rows.map((row) => line(row, widths, false))],
  })
}

function line(cells: readonly string[], widths: readonly number[], head: boolean): TableRow {
  return new TableRow({
    tableHeader: head,
    cantSplit: true,
    children: cells.map(
      (text, i) =>
        new TableCell({
          width: { size: widths[i] ?? 10, type: WidthType.PERCENTAGE },
          margins: { left: 60, right: 60, top: 30, bottom: 30 },
          children: [cell(text, head)],
        }),
    ),
  })
}

function cell(text: string, head: boolean): Paragraph {
  const font = {
    ascii: 'Times New Roman',
    hAnsi: 'Times New Roman',
    eastAsia: head ? '方正黑体_GBK' : '方正仿宋_GBK',
  }
  return new Paragraph({
    alignment: head ? AlignmentType.CENTER : AlignmentType.LEFT,
    children: [new TextRun({ text, size: SIZE, font })],
  })
}
