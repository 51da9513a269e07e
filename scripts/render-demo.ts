/** Draws docs/demo.svg: what `npm run demo -- --once` shows in a terminal. Run it after the demo has changed. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const fontSize = 13;
const lineHeight = 18;
const charWidth = 7.83;
const padding = 20;
const columns = 100;

const escapeCharacter = String.fromCharCode(27);
const background = '#12161c';
const foreground = '#d7dce2';
/** Terminal colours (SGR 30–37), as they look well on the background; the contrast is above 4.5 : 1. */
const colors: Readonly<Record<number, string>> = {
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  34: '#79c0ff',
  35: '#d2a8ff',
  36: '#76d9e6',
  90: '#8b949e',
};

interface Style {
  readonly color: string;
  readonly bold: boolean;
  readonly dim: boolean;
}

const plain: Style = { color: foreground, bold: false, dim: false };

function applyCode(style: Style, code: number): Style {
  if (code === 0) return plain;
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 39) return { ...style, color: foreground };
  return { ...style, color: colors[code] ?? style.color };
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function renderSpan(text: string, { color, bold, dim }: Style): string {
  const weight = bold ? ' font-weight="bold"' : '';
  const opacity = dim ? ' fill-opacity="0.75"' : '';
  return `<tspan fill="${color}"${weight}${opacity}>${escapeXml(text)}</tspan>`;
}

function renderLine(line: string, index: number): string {
  let style = plain;
  const spans = line.split(new RegExp(`(${escapeCharacter}\\[[0-9;]*m)`)).map((part) => {
    if (!part.startsWith(escapeCharacter)) return part === '' ? '' : renderSpan(part, style);
    for (const code of part.slice(2, -1).split(';')) style = applyCode(style, Number(code));
    return '';
  });
  const y = padding + (index + 1) * lineHeight;
  return `<text x="${padding}" y="${y}" xml:space="preserve">${spans.join('')}</text>`;
}

const demo = spawnSync(process.execPath, [`${root}/bin/llm-alert-bridge.js`, 'demo', '--once'], {
  cwd: root,
  encoding: 'utf8',
  env: { PATH: process.env['PATH'], FORCE_COLOR: '1' },
});
if (demo.status !== 0) throw new Error(`the demo failed:\n${demo.stderr}`);
const shown = demo.stdout
  .replace(/http:\/\/127\.0\.0\.1:\d+/, 'http://127.0.0.1:8080')
  .trim()
  .split('\n');
const lines = ['$ npm run demo', '', ...shown];
const width = Math.ceil(columns * charWidth + 2 * padding);
const height = lines.length * lineHeight + 2 * padding;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="The demo in a terminal: the raw alert, then the same alert explained">
<rect width="100%" height="100%" rx="8" fill="${background}"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${fontSize}">
${lines.map(renderLine).join('\n')}
</g>
</svg>
`;
writeFileSync(`${root}/docs/demo.svg`, svg);
