import { expect, test } from 'vitest';
import { sampleAlert, sampleIncident } from '../../test/samples.ts';
import { toDiagnosisContext } from './diagnosis-context.ts';

test.each<readonly [expression: string, threshold: unknown]>([
  ['db_pool_in_use{service="stock"} > 45', { metric: 'db_pool_in_use', value: 45 }],
  ['45 <= db_pool_in_use', { metric: 'db_pool_in_use', value: 45 }],
  ['free_connections < 5', undefined],
  ['rate(http_errors_total[5m]) > 5', undefined],
  ['db_pool_in_use > db_pool_max', undefined],
  ['db_pool_in_use > > 5', undefined],
])('the threshold of %s', (expression, threshold) => {
  const generatorUrl = `https://prometheus.example/graph?g0.expr=${encodeURIComponent(expression)}`;
  const incident = sampleIncident([sampleAlert({ generatorUrl })]);
  expect(toDiagnosisContext(incident).threshold).toEqual(threshold);
});
