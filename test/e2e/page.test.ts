import { globSync, statSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { pageFolder } from '../../scripts/build-page.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { type FakeAnthropic, startFakeAnthropic } from '../fakes/anthropic.ts';
import { webhookBody } from '../integration/service-rig.ts';
import { describeWithServers } from '../servers/availability.ts';
import { waitFor } from '../servers/wait-for.ts';
import { desk, openTab, phone, type Screen, startBrowser, type Tab } from './browser.ts';
import { answerOnPage, createMovableClock, demoAlert, demoEndMs, demoFolder, rollback } from './page-data.ts';
import { type PageService, pageTokens, startPageService } from './page-service.ts';

const testMs = 60_000;

describeWithServers(['chromium'], 'the page in a browser', () => {
  let browser: Browser;
  let service: PageService;
  let model: FakeAnthropic;
  const tabs: Tab[] = [];

  beforeAll(async () => {
    browser = await startBrowser();
    model = await startFakeAnthropic({ answer: ({ prompt }) => answerOnPage(prompt) });
  }, testMs);
  afterAll(async () => {
    await browser.close();
    await model.stop();
  });
  beforeEach(async () => {
    service = await startPageService(
      {
        evidence: { lookback: '90m', collectors: [{ type: 'bundle', path: demoFolder }] },
        reasoning: { models: [{ type: 'anthropic', api_key: model.apiKey, base_url: model.baseUrl }] },
      },
      { clock: createMovableClock(demoEndMs), open: false },
    );
  });
  afterEach(async () => {
    for (const tab of tabs.splice(0)) await tab.close();
    await service.stop();
  });

  async function open(path: string, token: string = pageTokens.decides, screen?: Screen): Promise<Tab> {
    const tab = await openTab(browser, service.url, screen);
    tabs.push(tab);
    await tab.page.goto(path);
    await tab.page.getByLabel('API token').fill(token);
    await tab.page.keyboard.press('Enter');
    return tab;
  }

  test('an alert that arrives while the list is open appears without a reload', {
    timeout: testMs,
  }, async () => {
    const { page, complaints } = await open('/');
    await page.getByText('No incidents yet').waitFor();
    await page.getByText('live', { exact: true }).waitFor();
    await service.fire(webhookBody());
    await page.getByRole('link', { name: /HighErrorRate/ }).waitFor();
    expect(await page.title()).toBe('(1) Incidents · alert bridge');
    expect(complaints).toEqual([]);
  });

  /** The demo's incident, explained by a model that suggests a rollback: it waits for a decision. */
  async function explainDemo(): Promise<string> {
    const [id = ''] = await service.fire(demoAlert);
    await waitFor(() => service.bridge.isSettled(id), { what: 'the demo explained', timeoutMs: 20_000 });
    return id;
  }

  test('by keyboard alone: open it, read the cause, approve a command, see it in the audit log', {
    timeout: testMs,
  }, async () => {
    await explainDemo();
    const { page, complaints } = await open('/');
    const { keyboard } = page;
    await page.getByRole('link', { name: /Debug logs of checkout-api/ }).waitFor();
    await keyboard.press('j');
    await keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /Debug logs of checkout-api/ }).waitFor();
    const cause = page.getByRole('region', { name: 'Cause' });
    expect(await cause.textContent()).toContain('confirmed');
    expect(await cause.textContent()).toContain('35.1 GB');
    // A claim shows the evidence that it came from.
    await cause.getByRole('button', { name: '35.1 GB' }).focus();
    expect(await page.getByRole('tooltip').textContent()).toMatch(/The evidence says so[\s\S]*E\d+ bundle/);
    await keyboard.press('Escape');
    expect(await page.locator('figure.panel').count()).toBe(3);

    await keyboard.press('g');
    await keyboard.press('r');
    await page.getByText('Pending · 1').waitFor();
    await page.getByLabel('Why (kept in the audit log)').focus();
    await keyboard.type('disk is full in ten minutes');
    await keyboard.press('Escape');
    await keyboard.press('a');
    await page.getByText('First, only say what it would do').waitFor();
    const card = page.getByRole('article').first();
    await card.getByText(`To undo it ${rollback}`).waitFor();
    expect(await card.locator('pre').allTextContents()).toEqual([`${rollback} --dry-run=server`, rollback]);
    await card.getByRole('button', { name: 'It worked' }).press('Enter');
    await card.getByText('· It worked').waitFor();

    await keyboard.press('g');
    await keyboard.press('a');
    await page.getByRole('row', { name: /token:on-call approved .*rollout undo/ }).waitFor();
    expect(await page.getByRole('row', { name: /approved/ }).textContent()).toContain(
      'disk is full in ten minutes',
    );
    expect(complaints).toEqual([]);
  });

  test('a hostile alert is text and nothing else', { timeout: testMs }, async () => {
    const image = '<img src=x onerror="document.title=\'owned\'">';
    const turned = 'safe\u202Etxt.exe\u2066';
    const [id = ''] = await service.fire({
      ...webhookBody({
        name: image,
        labels: { huge: 'x'.repeat(20_000), service: turned },
        annotations: {
          summary: `${image}<script>document.title='owned'</script>`,
          description: turned,
          runbook_url: 'javascript:document.title=1',
        },
      }),
      externalURL: 'javascript:document.title=1',
    });
    await waitFor(() => service.bridge.isSettled(id), { what: 'settled', timeoutMs: 20_000 });
    const { page, complaints } = await open('/');
    await page.getByText(image).first().waitFor();
    await page.goto(`/incidents/${id}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.locator('#alerts summary').first().click();
    await page.locator('#alerts dt', { hasText: 'huge' }).waitFor();
    expect(await page.locator('img, main script, iframe').count()).toBe(0);
    expect(await page.locator('a[href^="javascript:"]').count()).toBe(0);
    expect(await page.title()).not.toContain('owned');
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
  });

  test.each([
    ['light', desk],
    ['dark', { ...desk, dark: true }],
    ['phone', phone],
  ])('no view has a serious violation of accessibility (%s)', { timeout: 2 * testMs }, async (_, screen) => {
    const id = await explainDemo();
    const { page, complaints } = await open('/', pageTokens.decides, screen);
    await page.getByRole('link', { name: /Debug logs of checkout-api/ }).waitFor();
    for (const path of ['/', `/incidents/${id}`, '/reviews', '/usage', '/health', '/audit']) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByText(/^Reading/).waitFor({ state: 'detached' });
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id: rule, nodes }) => `${rule}: ${nodes.map(({ target }) => target).join(', ')}`);
      expect(serious, path).toEqual([]);
      expect(
        await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
        path,
      ).toBeLessThanOrEqual(0);
    }
    expect(complaints).toEqual([]);
  });

  test('with nothing configured it only shows, and says so', { timeout: testMs }, async () => {
    const open = await startPageService({}, { clock: systemClock, open: true });
    try {
      const tab = await openTab(browser, open.url);
      tabs.push(tab);
      await tab.page.goto('/reviews');
      await tab.page.getByText('read-only').waitFor();
      await tab.page.getByText('Nothing was suggested that changes anything').waitFor();
      expect(tab.complaints).toEqual([]);
    } finally {
      await open.stop();
    }
  });
});

test('the first load is under 250 kB, compressed', () => {
  const sizes = globSync('**/*.gz', { cwd: pageFolder }).map(
    (file) => statSync(`${pageFolder}/${file}`).size,
  );
  expect(sizes.length).toBeGreaterThan(3);
  // All of the page, not only what the first view needs.
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(250_000);
});
