import { LineChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TitleComponent,
} from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { ChartContent } from './chart-content.ts';
import { chartHeight, chartWidth, toChartOption } from './chart-option.ts';

use([
  LineChart,
  AriaComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TitleComponent,
  SVGRenderer,
]);

/** ECharts writes rich text with CSS' `font` shorthand, which renderers of SVG other than browsers do not read. */
function spellOutFonts(svg: string): string {
  return svg.replaceAll(
    /font: (\w+) (\w+) ([\d.]+px) ([^";]+)/g,
    'font-style:$1;font-weight:$2;font-size:$3;font-family:$4',
  );
}

/** The picture as SVG text, drawn without a browser. */
export function renderSvg(content: ChartContent): string {
  const chart = init(null, null, {
    renderer: 'svg',
    ssr: true,
    width: chartWidth,
    height: chartHeight(content),
  });
  try {
    chart.setOption(toChartOption(content));
    return spellOutFonts(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}
