import { codeChange, step } from './caller-parts.ts';
import type { Sketch } from './world.ts';

/** Changes nearer to the incident whose code only looks as if it called for each item, beside one that does. */
export const loopsAndNone: readonly Sketch[] = (
  [
    [
      'a generator in place of a loop, in Python',
      [
        'tiles/vector.py',
        '-    values = []',
        '-    for spec in SPECS:',
        '-        values.append(spec.encode(app.get(spec.name)))',
        '-    return np.array(values)',
        '+    return np.fromiter((spec.encode(app.get(spec.name)) for spec in SPECS), dtype=np.float32)',
      ],
    ],
    [
      'a value that may be there, in Java',
      [
        'tiles/src/main/java/Tile.java',
        '-    return repository.findById(id).orElse(null);',
        '+    return repository.findById(id).map(tile -> cache.fetchTile(tile)).orElse(null);',
      ],
    ],
    [
      'a callback that is called once, in TypeScript',
      [
        'tiles/src/tile.ts',
        '-  return store.get(id);',
        "+  return await traced('tile', async () => store.get(id));",
      ],
    ],
    [
      'two kinds that stand there, in C#',
      [
        'Tiles/Warmup.cs',
        '+        foreach (var size in new[] { "small", "large" })',
        '+            await client.GetAsync(size);',
      ],
    ],
    [
      'a scope, in Kotlin',
      [
        'tiles/src/main/kotlin/Tile.kt',
        '-    return store.get(id)',
        '+    return id.takeIf { it.isNotBlank() }?.let { store.get(it) }',
      ],
    ],
  ] as const
).map(
  ([name, decoy]): Sketch => ({
    name: `calls for each of many items, beside ${name}`,
    alert: ['site', 'SiteSlow p99 of site'],
    calls: 'site > tiles > images',
    series: [
      ['site', 'latency_p99_ms', ...step(-8, 180, 2300)],
      ['tiles', 'latency_p99_ms', ...step(-8, 70, 2100)],
      ['tiles', 'calls_per_request', ...step(-8, 2, 61)],
      ['images', 'requests_per_second', ...step(-8, 40, 1150)],
    ],
    logs: [['tiles', 'warn', -7, 12, 'slow page: 61 calls per request']],
    changes: [
      codeChange('near', ['tiles', -13], decoy),
      codeChange(
        'each',
        ['tiles', -40],
        [
          'tiles/page.go',
          ' for _, tile := range page.Tiles {',
          '+\ttile.Image, err = images.Fetch(ctx, tile.ID)',
          ' }',
        ],
      ),
    ],
    culprit: 'each',
    began: 'tiles',
  }),
);
