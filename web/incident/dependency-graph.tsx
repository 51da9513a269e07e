import type { PropagationStep } from '../../src/domain/diagnosis.ts';
import { useNow } from '../parts/now.ts';
import { formatLocal } from '../parts/time-text.tsx';
import { type GraphNode, layOutGraph } from './lay-out-graph.ts';

const box = { width: 150, height: 44, gapX: 56, gapY: 16, margin: 4 } as const;
/** Shades from first to last; whoever came later than that has the last. */
const shades = 5;
const longestName = 19;

function cornerOf({ column, row }: GraphNode): { readonly x: number; readonly y: number } {
  return {
    x: box.margin + column * (box.width + box.gapX),
    y: box.margin + row * (box.height + box.gapY),
  };
}

function shorten(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
}

function describe(steps: readonly PropagationStep[]): string {
  const said = steps.map(({ service, through }) =>
    through === null ? service : `${service} through ${through}`,
  );
  return `Services in the order in which they failed: ${said.join(', ')}`;
}

/** Who failed first, and how it spread: the arrow goes the way of the trouble. */
export function DependencyGraph({ steps }: { readonly steps: readonly PropagationStep[] }) {
  const nowMs = useNow();
  const { nodes, edges, columns, rows } = layOutGraph(steps);
  const width = columns * (box.width + box.gapX) - box.gapX + 2 * box.margin;
  const height = rows * (box.height + box.gapY) - box.gapY + 2 * box.margin;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <section className="graph" tabIndex={0} aria-label="Dependency graph">
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={describe(steps)}
      >
        <defs>
          <marker
            id="arrow"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0 0 8 4 0 8z" className="graph-arrow" />
          </marker>
        </defs>
        {edges.map(({ from, to }) => {
          const [a, b] = [cornerOf(from), cornerOf(to)];
          const [x1, y1] = [a.x + box.width, a.y + box.height / 2];
          const [x2, y2] = [b.x - 2, b.y + box.height / 2];
          const bend = Math.max(24, Math.abs(x2 - x1) / 2);
          return (
            <path
              key={`${from.service} ${to.service}`}
              className="graph-edge"
              d={`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}
              markerEnd="url(#arrow)"
            />
          );
        })}
        {nodes.map((node) => {
          const { x, y } = cornerOf(node);
          const shade = node.order === null ? 'unknown' : Math.min(node.order, shades - 1);
          return (
            <g key={node.service} className="graph-node" data-shade={shade}>
              <title>{node.service}</title>
              <rect x={x} y={y} width={box.width} height={box.height} rx="6" />
              <text x={x + 12} y={y + 19} className="graph-name">
                {shorten(node.service)}
              </text>
              <text x={x + 12} y={y + 35} className="graph-time">
                {node.atMs === null ? 'time not known' : formatLocal(node.atMs, nowMs, true)}
                {node.order === 0 ? ' · first' : ''}
              </text>
            </g>
          );
        })}
      </svg>
    </section>
  );
}
