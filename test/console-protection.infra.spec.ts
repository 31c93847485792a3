import { DeskPerson } from './console/desk-person';
import { seriousFaults } from './console/serious-faults';
import { DemoSystem } from './demo/demo-system';
import { describeWithBrowser } from './infrastructure';

const SUSPECT = '9990010000000010';
const OWN_CARD = '9990010000004242';
/** Its bank's register entry does not name the capability. */
const OWN_CARD_BY_PHONE = '9990040000004343';

describeWithBrowser('the victim\'s own card in a browser, on the whole system', (browser) => {
  const place = new DemoSystem(1, false);
  beforeAll(() => place.start(), 120_000);
  afterAll(() => place.remove(), 30_000);

  it('is protected in two steps, shown apart from the flow with the time that is left, and released in one', async () => {
    const person = await DeskPerson.logIn(browser(), place.system.url, 'liangshan-op');
    const { page, faults, context } = person;
    await person.report(SUSPECT, '28000');
    await page.locator('[data-state="done"]').waitFor();
    const ask = async (card: string): Promise<void> => {
      await page.keyboard.press('Alt+KeyP');
      await page.locator('[data-field="cardNumber"]:focus').waitFor();
      await page.keyboard.type(card);
      await page.getByLabel('户名').last().fill('王芳');
      await page.getByLabel('同意人').fill('王芳');
      await page.locator('[data-field="protectReason"]').fill('仍在共享屏幕');
      await page.keyboard.press('F9');
      // Read back first; nothing has gone out.
      await page.locator('[data-sure]', { hasText: '王芳' }).waitFor();
      expect(await page.locator('[data-protection]', { hasText: card.slice(-4) }).count()).toBe(0);
      await page.keyboard.press('F9');
      await page.locator('.ant-modal').waitFor({ state: 'detached' });
    };
    await ask(OWN_CARD);
    const row = page.locator('[data-protected="in_force"]');
    await row.waitFor();
    expect(await row.innerText()).toMatch(/保护中[^]*泰山示例银行[^]*剩 2[34]\.\d 小时[^]*王芳 电话同意/);
    // Not among the stolen money: one row in the flow, and its figures as before.
    expect(await page.locator('tr[aria-level]').count()).toBe(1);
    expect(await seriousFaults(page)).toEqual([]);

    await ask(OWN_CARD_BY_PHONE);
    const byPhone = page.locator('[data-protected="undelivered"]');
    await byPhone.getByText('请电话联系银行').waitFor();
    await byPhone.getByRole('button', { name: '撤回' }).click();
    await page.locator('[data-unprotect] input').fill('本人已脱离控制');
    await page.keyboard.press('F9');
    await page.locator('[data-protected="withdrawn"]').waitFor();

    await row.getByRole('button', { name: '解除保护' }).click();
    await page.locator('[data-unprotect] input').fill('本人已脱离控制');
    await page.keyboard.press('F9');
    await page.locator('[data-protected="released"]').waitFor();
    if (process.env['SCREENSHOT']) await page.screenshot({ path: process.env['SCREENSHOT'] });
    expect(faults).toEqual([]);
    await context.close();
  }, 60_000);
});
