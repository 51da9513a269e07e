import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { desk, openTab, phone, type Screen, startBrowser } from '../test/e2e/browser.ts';
import {
  answerOnPage,
  createMovableClock,
  demoAlert,
  demoEndMs,
  demoFolder,
  stormBody,
} from '../test/e2e/page-data.ts';
import { type PageService, pageTokens, startPageService } from '../test/e2e/page-service.ts';
import { startFakeAnthropic } from '../test/fakes/anthropic.ts';
import { waitFor } from '../test/servers/wait-for.ts';
import { buildPage } from './build-page.ts';

/** `node scripts/take-screenshots.ts`: the views of the page, light, dark and on a phone, into docs/screenshots. */
const folder = fileURLToPath(new URL('../docs/screenshots', import.meta.url));
const minuteMs = 60_000;
const dayMs = 86_400_000;
const daysBefore = 12;
const settleMs = 60_000;

const screens: readonly (readonly [name: string, screen: Screen])[] = [
  ['light', desk],
  ['dark', { ...desk, dark: true }],
  ['phone', phone],
];

async function settle(service: PageService, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await waitFor(() => service.bridge.isSettled(id), {
      what: `incident ${id} settled`,
      timeoutMs: settleMs,
    });
  }
}

type Clock = ReturnType<typeof createMovableClock>;

/** Days on which some alerts came and went, as they do. */
async function livePast(service: PageService, clock: Clock): Promise<void> {
  for (let day = daysBefore; day > 0; day--) {
    const atMs = demoEndMs - day * dayMs;
    clock.moveTo(atMs);
    const alerts = [3, 4, ...(day % 2 === 0 ? [0] : []), ...(day % 3 === 0 ? [1, 2] : [])];
    for (const index of alerts) {
      await settle(service, await service.fire(stormBody(index, { startsAtMs: atMs - minuteMs })));
    }
    clock.moveTo(atMs + (index(day) + 3) * minuteMs);
    for (const one of alerts)
      await service.fire(stormBody(one, { startsAtMs: atMs - minuteMs, endsAtMs: clock.now() }));
  }
}

/** Some minutes more or less, the same in each run. */
function index(day: number): number {
  return (day * 7) % 5;
}

/** The night of the demo: a storm, and in it the disk that fills up. The id of that one. */
async function liveNight(service: PageService, clock: Clock): Promise<string> {
  clock.moveTo(demoEndMs - 40 * minuteMs);
  const done: string[] = [];
  for (let one = 8; one < 26; one++) {
    const startsAtMs = clock.now() - ((one * 3) % 11) * minuteMs;
    done.push(...(await service.fire(stormBody(one, { startsAtMs }))));
  }
  await settle(service, done);
  for (let one = 8; one < 18; one++) {
    await service.fire(stormBody(one, { startsAtMs: clock.now() - 9 * minuteMs, endsAtMs: clock.now() }));
  }
  clock.moveTo(demoEndMs);
  const [id = ''] = await service.fire(demoAlert);
  await settle(service, [id]);
  await service.bridge.giveFeedback({
    incidentId: id,
    judgement: 'right',
    note: null,
    analysisId: null,
    actor: { name: 'slack:U024BE7LH jonas', via: 'slack' },
  });
  await service.suggest(done.at(-1) ?? '', {
    command: 'kubectl scale deployment/invoice-batch -n shop --replicas=4',
    effect: 'runs four copies of invoice-batch',
    dryRun: 'kubectl scale deployment/invoice-batch -n shop --replicas=4 --dry-run=server',
    undo: 'the same command with the number from before; note it now',
    purpose: 'Catch up with the queue.',
  });
  return id;
}

async function shoot(browser: Browser, service: PageService, incidentId: string): Promise<void> {
  const views: readonly (readonly [name: string, path: string])[] = [
    ['incidents', '/'],
    ['incident', `/incidents/${incidentId}`],
    ['reviews', '/reviews'],
    ['usage', '/usage'],
    ['health', '/health'],
    ['audit', '/audit'],
  ];
  for (const [theme, screen] of screens) {
    const tab = await openTab(browser, service.url, screen);
    await tab.page.goto('/');
    await tab.page.getByLabel('API token').fill(pageTokens.decides);
    await tab.page.keyboard.press('Enter');
    await tab.page.getByRole('navigation', { name: 'Views' }).waitFor();
    for (const [name, path] of views) {
      await tab.page.goto(path);
      await tab.page.getByRole('heading', { level: 1 }).waitFor();
      await tab.page.waitForLoadState('load');
      await tab.page.getByText('live', { exact: true }).waitFor({ state: 'attached' });
      await tab.page.getByText(/^Reading/).waitFor({ state: 'detached' });
      await tab.page.screenshot({
        path: `${folder}/${name}-${theme}.png`,
        fullPage: name === 'incident' && theme !== 'phone',
        animations: 'disabled',
      });
    }
    if (tab.complaints.length > 0) process.stderr.write(`${theme}: ${tab.complaints.join('; ')}\n`);
    await tab.close();
  }
}

async function main(): Promise<void> {
  await buildPage();
  mkdirSync(folder, { recursive: true });
  const model = await startFakeAnthropic({ answer: ({ prompt }) => answerOnPage(prompt) });
  const clock = createMovableClock(demoEndMs - daysBefore * dayMs);
  const service = await startPageService(
    {
      evidence: { lookback: '90m', collectors: [{ type: 'bundle', path: demoFolder }] },
      reasoning: {
        models: [{ type: 'anthropic', api_key: model.apiKey, base_url: model.baseUrl }],
        budget: { usd_per_day: 1 },
      },
    },
    { clock, open: false },
  );
  const browser = await startBrowser();
  try {
    await livePast(service, clock);
    await shoot(browser, service, await liveNight(service, clock));
  } finally {
    await browser.close();
    await service.stop();
    await model.stop();
  }
}

await main();
