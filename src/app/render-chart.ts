import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Analysis } from '../domain/analysis.ts';
import type { Diagnosis } from '../domain/diagnosis.ts';
import { toChartContent } from '../signals/charts/chart-content.ts';

/** Twice the pixels of the drawing: sharp on a phone, and still some ten kilobytes. */
const pngWidth = 1520;

/** Where the font is that comes with us; empty when somebody installed without it, and the system's have to do. */
function findFonts(): string[] {
  try {
    return [
      import.meta.resolve(
        '@expo-google-fonts/atkinson-hyperlegible/400Regular/AtkinsonHyperlegible_400Regular.ttf',
      ),
      import.meta.resolve(
        '@expo-google-fonts/atkinson-hyperlegible/700Bold/AtkinsonHyperlegible_700Bold.ttf',
      ),
    ]
      .map((url) => fileURLToPath(url))
      .filter((file) => existsSync(file));
  } catch {
    return [];
  }
}

export interface RenderedChart {
  readonly svg: string;
  readonly png: Uint8Array;
}

/**
 * The picture of an analysis: the most telling series with onset, changes, alert and threshold. Null when no series was
 * seen. What draws is only loaded when something is to be drawn.
 */
export async function renderChart(
  analysis: Analysis,
  about: { readonly diagnosis: Diagnosis; readonly alertAtMs: number },
): Promise<RenderedChart | null> {
  const { evidence, findings, hypothesis } = analysis;
  const heading = hypothesis?.headline.text ?? '';
  const content = toChartContent({ heading, evidence, findings, ...about });
  if (content === null) return null;
  const [{ renderSvg }, { Resvg }] = await Promise.all([
    import('../signals/charts/render-svg.ts'),
    import('@resvg/resvg-js'),
  ]);
  const svg = renderSvg(content);
  const files = findFonts();
  const font = {
    fontFiles: files,
    loadSystemFonts: files.length === 0,
    defaultFontFamily: 'Atkinson Hyperlegible',
    sansSerifFamily: files.length === 0 ? 'DejaVu Sans' : 'Atkinson Hyperlegible',
  };
  return { svg, png: new Resvg(svg, { font, fitTo: { mode: 'width', value: pngWidth } }).render().asPng() };
}
