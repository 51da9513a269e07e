import { DatabaseSync } from 'node:sqlite';
import { desk, openTab, startBrowser } from '../test/e2e/browser.ts';
import { stormBody } from '../test/e2e/page-data.ts';
import { pageTokens, startPageService } from '../test/e2e/page-service.ts';
import { createTemporaryFolder } from '../test/servers/temporary-folder.ts';
import { waitFor } from '../test/servers/wait-for.ts';
import { buildPage } from './build-page.ts';

/** `node scripts/measure-list.ts`: how quick the list of incidents is with 10,000 of them. Prints one line a step. */
const incidents = 10_000;
const settleMs = 30_000;
const minuteMs = 60_000;

/** Copies of the one incident that is there, each of its own id and time. A tenth of them fires. */
function multiply(file: string): void {
  const db = new DatabaseSync(file);
  const [row] = db.prepare('select * from incidents limit 1').all() as Record<
    string,
    string | number | null
  >[];
  if (row === undefined) throw new Error('no incident to copy');
  const names = Object.keys(row);
  const insert = db.prepare(
    `insert into incidents (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
  );
  db.exec('begin');
  for (let index = 1; index < incidents; index++) {
    const id = `${String(row['id']).slice(0, -6)}${index.toString(16).padStart(6, '0')}`;
    const openedAtMs = Number(row['opened_at']) - index * minuteMs;
    const resolvedAtMs = index % 10 === 0 ? null : openedAtMs + 5 * minuteMs;
    const state = resolvedAtMs === null ? 'firing' : 'resolved';
    const groupKey = `${row['group_key']} ${index}`;
    const data = JSON.parse(String(row['data'])) as object;
    const changed = { id, groupKey, state, openedAtMs, startedAtMs: openedAtMs, resolvedAtMs };
    const copy: Record<string, string | number | null> = {
      ...row,
      id,
      state,
      group_key: groupKey,
      opened_at: openedAtMs,
      started_at: openedAtMs,
      resolved_at: resolvedAtMs,
      data: JSON.stringify({ ...data, ...changed }),
    };
    insert.run(...names.map((name) => copy[name] ?? null));
  }
  db.exec('commit');
  db.close();
}

async function main(): Promise<void> {
  await buildPage();
  const folder = await createTemporaryFolder('list');
  const path = `${folder.path}/bridge.db`;
  const first = await startPageService({ storage: { path } });
  const [id = ''] = await first.fire(stormBody(0, { startsAtMs: Date.now() }));
  await waitFor(() => first.bridge.isSettled(id), { what: 'settled', timeoutMs: settleMs });
  await first.stop();
  multiply(path);
  const service = await startPageService({ storage: { path } });
  const browser = await startBrowser();
  const measure = async (what: string, act: () => Promise<unknown>): Promise<void> => {
    const startedAtMs = performance.now();
    await act();
    console.log(`${what}: ${(performance.now() - startedAtMs).toFixed(0)} ms`);
  };
  try {
    const { page } = await openTab(browser, service.url, desk);
    await page.goto('/');
    await page.getByLabel('API token').fill(pageTokens.reads);
    await page.keyboard.press('Enter');
    const row = page.locator('.row').first();
    await row.waitFor();
    await measure('the page loaded again, until rows are there', async () => {
      await page.reload();
      await row.waitFor();
    });
    const headers = { authorization: `Bearer ${pageTokens.reads}` };
    await measure('API, 100 incidents', () =>
      fetch(`${service.url}/api/v1/incidents?limit=100`, { headers }),
    );
    await measure('API, 100 incidents by text', () =>
      fetch(`${service.url}/api/v1/incidents?limit=100&q=eu-1`, { headers }),
    );
    await measure('read to the end, page by page, by scrolling', async () => {
      for (let last = -1; ; ) {
        await page.evaluate('scrollTo(0, document.body.scrollHeight)');
        const height = Number(await page.evaluate('document.body.scrollHeight'));
        if (height === last && height > incidents * 40) break;
        last = height;
        await page.evaluate('new Promise(requestAnimationFrame)');
      }
    });
    console.log(`rows in the document: ${await page.locator('.row').count()}`);
    const frames = (await page.evaluate(`new Promise((resolve) => {
      const times = []; let at = document.body.scrollHeight; let before = performance.now();
      const step = () => {
        const now = performance.now(); times.push(now - before); before = now;
        at -= 900; scrollTo(0, at);
        if (times.length < 120) requestAnimationFrame(step); else resolve(times);
      };
      requestAnimationFrame(step);
    })`)) as readonly number[];
    const sorted = [...frames].sort((a, b) => a - b);
    console.log(
      `a frame while scrolling: median ${sorted[60]?.toFixed(1)} ms, 95th percentile ${sorted[114]?.toFixed(1)} ms`,
    );
    await measure('a new alert, from the webhook to the list', async () => {
      await page.evaluate('scrollTo(0, 0)');
      await service.fire(stormBody(1, { startsAtMs: Date.now() }));
      await page.getByText('PaymentsLatencyHigh').first().waitFor();
    });
  } finally {
    await browser.close();
    await service.stop();
    await folder.remove();
  }
}

await main();
