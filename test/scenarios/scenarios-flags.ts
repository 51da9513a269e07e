import { decoys } from './decoys.ts';
import type { Sketch, SketchedChange } from './world.ts';

/** Flags as people have them, and the code behind them: who turned it on did it, unless nobody did, or not then, or not here. */

const ratingsCode = (asks: string): string => `--- a/listing/src/ratings.ts
+++ b/listing/src/ratings.ts
@@ -1,2 +1,8 @@
 import { ratings } from './clients';
+export async function starsOf(id: string): Promise<number> {
+  const answer = await ratings.get(\`/products/\${id}/stars\`);
+  return answer.stars;
+}
--- a/listing/src/page.ts
+++ b/listing/src/page.ts
@@ -20,6 +20,10 @@ export async function render(products: Product[]) {
   for (const product of products) {
     const tile = toTile(product);
+    ${asks} {
+      tile.stars = await starsOf(product.id);
+    }
     tiles.push(tile);
   }
   return tiles;
`;

const stars = (minute: number, asks: string): SketchedChange => ({
  ...{ id: 'stars', minute, service: 'listing', summary: 'stars on tiles', diff: ratingsCode(asks) },
});

/** Tiles call ratings one by one from eight minutes before the alert on. */
const slowTiles = {
  alert: ['web', 'WebLatency p99 of web'],
  calls: 'web > listing > ratings, web > session',
  series: [
    ['web', 'http_request_duration_p99_ms', [-8, 250], [-6, 2900]],
    ['listing', 'http_request_duration_p99_ms', [-8, 90], [-6, 2600]],
    ['listing', 'calls_per_request', [-8, 2], [-7, 49]],
    ['ratings', 'requests_per_second', [-8, 40], [-7, 960]],
    ['session', 'http_request_duration_p99_ms', [-90, 12], [10, 12]],
  ],
  logs: [
    ['listing', 'warn', -7, 12, 'slow page: 48 calls per request to ratings'],
    ['web', 'error', -6, 8, 'listing timed out'],
  ],
} as const satisfies Partial<Sketch>;

const flagFile = (from: string, to: string, file = 'flags/production.yaml'): string => `--- a/${file}
+++ b/${file}
@@ -10,12 +10,12 @@ flags:
   session.sliding-expiry:
     rollout: 100
     owner: identity
   listing.tile-stars:
-    rollout: ${from}
+    rollout: ${to}
     owner: listing
   web.compact-header:
-    rollout: 30
+    rollout: 35
     owner: web
`;

const train = (minute: number, diff: string): SketchedChange => ({
  ...{ id: 'train', minute, service: 'listing', summary: 'weekly rollout train', diff },
});

const byEvent = (minute: number, summary: string, id = 'listing_tile_stars'): SketchedChange => ({
  ...{ id, minute, kind: 'flag', service: 'listing', summary },
});

const others = [decoys.rename('listing', -16), decoys.metrics('session', -15), decoys.copy('web', -14)];

interface Variation {
  readonly name: string;
  readonly changes: readonly SketchedChange[];
  readonly culprit: string | null;
}

/** Spellings of flags and of what asks for them. */
const turnedOn: readonly Variation[] = [
  {
    name: 'a flag raised in a file of flags, long after the code behind it was shipped',
    changes: [
      stars(-75, "if (await flags.enabled('listing.tile-stars', user.id))"),
      train(-14, flagFile('0', '100')),
    ],
    culprit: 'train',
  },
  {
    name: 'a flag raised from a tenth to a half',
    changes: [
      stars(-75, "if (client.isOn('listing.tile-stars'))"),
      byEvent(-70, 'rollout 0% -> 10%', 'listing.tile-stars'),
      train(-14, flagFile('10', '50')),
    ],
    culprit: 'train',
  },
  {
    name: 'a flag of an event that is spelled otherwise than in the code',
    changes: [stars(-60, 'if (features.listing.tileStars)'), byEvent(-9, 'listing_tile_stars off->on')],
    culprit: 'listing_tile_stars',
  },
  {
    name: 'a flag whose event gives a share only',
    changes: [
      stars(-60, "if (unleash.isEnabled('tile-stars'))"),
      byEvent(-9, 'rolled out to 50%', 'tile-stars'),
    ],
    culprit: 'tile-stars',
  },
  {
    name: 'a variable of the environment',
    changes: [
      stars(-60, "if (process.env.ENABLE_TILE_STARS === 'true')"),
      {
        id: 'variable',
        minute: -13,
        service: 'listing',
        summary: 'settings of listing',
        diff: `--- a/deploy/listing/deployment.yaml
+++ b/deploy/listing/deployment.yaml
@@ -30,8 +30,8 @@ spec:
           env:
             - name: LOG_FORMAT
               value: json
             - name: ENABLE_TILE_STARS
-              value: "false"
+              value: "true"
             - name: PORT
               value: "8080"
`,
      },
    ],
    culprit: 'variable',
  },
  {
    name: 'a key of the configuration',
    changes: [
      stars(-60, 'if (config.listing?.tileStars?.enabled)'),
      {
        id: 'key',
        minute: -13,
        service: 'listing',
        summary: 'tidy up values',
        diff: `--- a/listing/config/production.json
+++ b/listing/config/production.json
@@ -3,7 +3,7 @@
   "listing": {
     "pageLength": 48,
     "tileStars": {
-      "enabled": false
+      "enabled": true
     }
   }
`,
      },
    ],
    culprit: 'key',
  },
  {
    name: 'a switch that kept it off and was taken away',
    changes: [
      stars(-60, 'if (!settings.disableTileStars)'),
      byEvent(-9, 'disable_tile_stars on->off', 'disable_tile_stars'),
    ],
    culprit: 'disable_tile_stars',
  },
];

const turnedOtherwise: readonly Variation[] = [
  {
    name: 'code behind a flag that nobody turned',
    changes: [
      stars(-14, "if (flags.enabled('listing.tile-stars'))"),
      byEvent(-9, 'off->on', 'session_refresh_v2'),
    ],
    culprit: 'stars',
  },
  {
    name: 'code behind a flag that was turned on elsewhere',
    changes: [
      stars(-14, "if (flags.enabled('listing.tile-stars'))"),
      train(-13, flagFile('0', '100', 'flags/staging.yaml')),
    ],
    culprit: 'stars',
  },
  {
    name: 'code that came behind a flag that was on already',
    changes: [
      byEvent(-40, 'listing_tile_stars off->on'),
      stars(-14, "if (flags.enabled('listing.tile-stars'))"),
    ],
    culprit: 'stars',
  },
  {
    name: 'code behind a flag that was turned off when it was too late',
    changes: [
      stars(-15, "if (flags.enabled('listing.tile-stars'))"),
      byEvent(-1, 'listing_tile_stars on->off'),
    ],
    culprit: 'stars',
  },
  {
    name: 'a flag with harmless code behind it, in a change that did it beside the flag',
    changes: [
      {
        id: 'beside',
        minute: -15,
        service: 'listing',
        summary: 'tiles',
        diff: `--- a/listing/src/page.ts
+++ b/listing/src/page.ts
@@ -20,6 +20,10 @@ export async function render(products: Product[]) {
   for (const product of products) {
     const tile = toTile(product);
+    tile.stars = (await ratings.get(product.id)).stars;
     tiles.push(tile);
   }
--- a/listing/src/footer.ts
+++ b/listing/src/footer.ts
@@ -4,4 +4,7 @@ export function footer(lines: string[]) {
   const year = thisYear();
+  if (flags.enabled('listing.long-footer')) {
+    lines.push(imprint);
+  }
   return lines;
`,
      },
      byEvent(-9, 'listing.long-footer off->on', 'listing.long-footer'),
    ],
    culprit: 'beside',
  },
  {
    name: 'a flag that was turned back before anything happened',
    changes: [
      stars(-80, "if (flags.enabled('listing.tile-stars'))"),
      byEvent(-50, 'off->on', 'listing.tile-stars'),
      byEvent(-30, 'on->off', 'listing.tile-stars'),
      {
        id: 'reviews',
        minute: -14,
        service: 'listing',
        summary: 'count of reviews on tiles',
        diff: `--- a/listing/src/tile.ts
+++ b/listing/src/tile.ts
@@ -4,5 +4,6 @@ export async function tiles(products: Product[]) {
   for (const product of products) {
+    product.reviews = await ratings.get(\`/products/\${product.id}/count\`);
     all.push(product);
   }
`,
      },
    ],
    culprit: 'reviews',
  },
];

/** A cache behind a flag, and load that comes when it is gone. */
const cacheGone = {
  alert: ['catalog', 'CatalogLatency p99 of catalog'],
  calls: 'web > catalog > catalogdb',
  series: [
    ['catalog', 'latency_p99_ms', [-8, 40], [-6, 1900]],
    ['catalog', 'cache_hit_ratio', [-8, 0.93], [-7, 0.01]],
    ['catalogdb', 'db_queries_per_second', [-8, 300], [-7, 4100]],
    ['web', 'http_5xx_ratio', [-6, 0.001], [-3, 0.1]],
  ],
  logs: [
    ['catalog', 'warn', -7, 12, 'not found in cache, read-through for product'],
    ['web', 'error', -5, 6, 'catalog timed out'],
  ],
} as const satisfies Partial<Sketch>;

const cached: SketchedChange = {
  id: 'cached',
  minute: -80,
  service: 'catalog',
  summary: 'cache products',
  diff: `--- a/catalog/products.py
+++ b/catalog/products.py
@@ -8,3 +8,8 @@ class Products:
     def find(self, sku):
+        if feature_enabled("catalog-product-cache"):
+            found = self.cache.get(sku)
+            if found is not None:
+                return found
         return self.db.fetch_product(sku)
`,
};

const cacheCases: readonly Variation[] = [
  {
    name: 'a flag turned off, with it the cache behind it',
    changes: [cached, byEvent(-9, 'catalog_product_cache on->off', 'catalog_product_cache')],
    culprit: 'catalog_product_cache',
  },
  {
    name: 'a variable that is taken away, with it the cache behind it',
    changes: [
      cached,
      {
        id: 'cleanup',
        minute: -14,
        service: 'catalog',
        summary: 'clean up settings',
        diff: `--- a/catalog/deploy/production.env
+++ b/catalog/deploy/production.env
@@ -1,4 +1,3 @@
 LOG_LEVEL=info
-FEATURE_CATALOG_PRODUCT_CACHE=true
 PORT=8080
`,
      },
    ],
    culprit: 'cleanup',
  },
];

const toSketch =
  (incident: Omit<Sketch, 'name' | 'changes' | 'culprit'>) =>
  ({ name, changes, culprit }: Variation): Sketch => ({
    ...incident,
    ...{ name, culprit, changes: [...others.filter(() => incident === slowTiles), ...changes] },
  });

export const flagCases: readonly Sketch[] = [
  ...[...turnedOn, ...turnedOtherwise].map(toSketch(slowTiles)),
  ...cacheCases.map(toSketch(cacheGone)),
];
