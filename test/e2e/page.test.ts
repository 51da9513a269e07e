import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { webhookBody } from '../integration/service-rig.ts';
import { describeWithServers } from '../servers/availability.ts';
import { openTab, phone, type Screen, startBrowser, type Tab } from './browser.ts';
import { type PageService, pageTokens, startPageService } from './page-service.ts';

const testMs = 60_000;

describeWithServers(['chromium'], 'the page in a browser', () => {
  let browser: Browser;
  let service: PageService;
  const tabs: Tab[] = [];

  beforeAll(async () => {
    browser = await startBrowser();
  }, testMs);
  afterAll(() => browser.close());
  beforeEach(async () => {
    service = await startPageService();
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
    await page.getByRole('link', { name: /HighErrorRate on node-3/ }).waitFor();
    expect(await page.title()).toBe('(1) Incidents · alert bridge');
    expect(complaints).toEqual([]);
  });

  test('on a phone nothing is wider than the screen', { timeout: testMs }, async () => {
    await service.fire(webhookBody());
    const { page, complaints } = await open('/', pageTokens.reads, phone);
    await page.getByRole('link', { name: /HighErrorRate on node-3/ }).waitFor();
    for (const path of ['/', '/reviews', '/usage', '/health', '/audit']) {
      await page.goto(path);
      await page.getByRole('navigation', { name: 'Views' }).waitFor();
      const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(over, path).toBeLessThanOrEqual(0);
    }
    expect(complaints).toEqual([]);
  });
});
