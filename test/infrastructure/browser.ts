import { type Browser, chromium } from 'playwright-core';
import { describeWith } from './describe-with';

/** Nothing may leave the machine: Chromium's own calls home are switched off, and only loopback names resolve. */
const QUIET = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-first-run',
  '--no-pings',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** One headless Chromium for the suite; it is opened before the first test and closed after the last. */
export function describeWithBrowser(suite: string, body: (browser: () => Browser) => void): void {
  describeWith('Chromium', process.env['TEST_BROWSER_ABSENT'], suite, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: process.env['TEST_CHROMIUM'] ?? '', headless: true, args: QUIET });
    }, 30_000);
    afterAll(() => browser?.close());
    body(() => {
      if (!browser) throw new Error('the browser is there from beforeAll on');
      return browser;
    });
  });
}
