// The parts of ECharts that pictures are drawn with, in a bundle of its own.
import { BarChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([BarChart, GridComponent, MarkLineComponent, TooltipComponent, SVGRenderer])

export const start = (element: HTMLElement) => init(element, undefined, { renderer: 'svg' })
