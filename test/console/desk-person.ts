import type { Browser, BrowserContext, Page } from 'playwright-core';

const DEMO_PASSWORD = 'demo-1234';
const SCREEN = { width: 1440, height: 900 };

/** A person at a console of their own, who uses the keyboard. */
export class DeskPerson {
  private constructor(readonly context: BrowserContext, readonly page: Page, readonly faults: string[]) {}

  /** Logs in without touching the mouse. */
  static async logIn(browser: Browser, url: string, login: string): Promise<DeskPerson> {
    const person = await DeskPerson.atTheDoor(browser, url);
    const { keyboard } = person.page;
    await person.page.locator('input:focus').waitFor();
    await keyboard.type(login);
    await keyboard.press('Tab');
    await keyboard.type(DEMO_PASSWORD);
    await keyboard.press('Enter');
    await person.page.locator('[data-link="connected"]').waitFor();
    return person;
  }

  static async atTheDoor(browser: Browser, url: string): Promise<DeskPerson> {
    const context = await browser.newContext({ viewport: SCREEN, locale: 'zh-CN' });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    await page.goto(url);
    return new DeskPerson(context, page, faults);
  }

  /** F2, account, Enter, amount, Ctrl+Enter; returns the new incident's id. */
  async report(accountNumber: string, amount: string): Promise<string> {
    await this.page.keyboard.press('F2');
    await this.page.locator('[data-field="accountNumber"]:focus').waitFor();
    await this.page.keyboard.type(accountNumber);
    await this.page.keyboard.press('Enter');
    await this.page.keyboard.type(amount);
    await this.page.keyboard.press('Control+Enter');
    return this.incidentShown();
  }

  async incidentShown(): Promise<string> {
    const id = await this.page.locator('[data-incident-page]').getAttribute('data-incident-page');
    if (!id) throw new Error('no incident is shown');
    return id;
  }

  /** Numbers of the facts on the timeline, ascending, bookkeeping included. */
  async factsShown(): Promise<number[]> {
    const everything = this.page.getByRole('checkbox', { name: '核算与发送' });
    if (!(await everything.isChecked())) await everything.check();
    const seqs = await this.page.locator('[data-seq]').evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-seq'))));
    return seqs.sort((a, b) => a - b);
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}
