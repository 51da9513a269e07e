import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { serverExecutable } from '../servers/executables.ts';

/** The version of Chromium decides nothing here; what it would ask of the network is switched off. */
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];

export interface Screen {
  readonly width: number;
  readonly height: number;
  readonly dark: boolean;
}

export const desk: Screen = { width: 1280, height: 860, dark: false };
export const phone: Screen = { width: 390, height: 844, dark: false };

/** A tab, and all that went wrong in it: errors on the console, exceptions, and requests to anywhere else. */
export interface Tab {
  readonly page: Page;
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: serverExecutable('chromium'), args: flags });
}

function collectComplaints(page: Page, origin: string): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('data:')) complaints.push(`request to ${url}`);
  });
  return complaints;
}

/** A fresh profile, looking at the service at `origin`. Times are shown as in Berlin, whatever the machine's zone. */
export async function openTab(
  browser: Browser,
  origin: string,
  screen: Screen = desk,
): Promise<Tab & { readonly context: BrowserContext }> {
  const { width, height, dark } = screen;
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    hasTouch: width < 720,
    isMobile: width < 720,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints = collectComplaints(page, origin);
  return { page, context, complaints, close: () => context.close() };
}
