import { DeskPerson } from './console/desk-person';
import { DemoSystem } from './demo/demo-system';
import { describeWithBrowser } from './infrastructure';

const AT_ONCE = '9990010000000010';
const ROWS = [
  '交易时间\t交易金额\t对方账号\t对方户名\t借贷标志', '2026-11-24 10:15:03\t3,000.00\t9990020000000188\t李四\t借', '2026-11-24 10:16:03\t1,000.00\t9990010000000288\t王五\t借',
  '2026-11-24 10:17:00\t50.00\t9990010000000288\t王五\t贷', '2026-11-24 10:18:00\tabc\t9990010000000288\t王五\t借',
].join('\n');

describeWithBrowser('the chase in a browser, on the whole system', (browser) => {
  const place = new DemoSystem(1, false);
  beforeAll(() => place.start(), 120_000);
  afterAll(() => place.remove(), 30_000);

  it('an operator asks who holds the account, pastes rows, sees what is wrong in red, and sends them with one key', async () => {
    const { page, faults, context } = await DeskPerson.logIn(browser(), place.system.url, 'liangshan-op');
    await page.keyboard.press('F2');
    await page.locator('[data-field="accountNumber"]:focus').waitFor();
    await page.keyboard.type(AT_ONCE);
    await page.keyboard.press('Enter');
    await page.keyboard.type('28000');
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-state="done"]').waitFor();
    // A letter acts on the selected row; the question is asked with one key more.
    await page.keyboard.press('h');
    await page.locator('.ant-modal', { hasText: '查询持卡人' }).waitFor();
    await page.keyboard.press('F9');
    await page.locator('.ant-modal').waitFor({ state: 'detached' });
    await page.locator('[data-queries]', { hasText: '查询持卡人 ✓' }).waitFor();
    await page.getByText('示例持卡人').first().waitFor();
    await page.keyboard.press('p');
    await page.locator('.ant-modal textarea').fill(ROWS);
    await page.locator('[data-preview] .bad', { hasText: '金额无法识别' }).waitFor();
    await page.getByText('另有收入 1 行').waitFor();
    await page.getByRole('button', { name: /录入 2 笔/ }).waitFor();
    await page.keyboard.press('F9');
    await page.locator('tr[aria-level="2"]').nth(1).waitFor();
    await page.locator('tr[aria-level="2"] [data-state]').nth(1).waitFor();
    await page.locator('.ant-modal').waitFor({ state: 'detached' });
    expect(await page.locator('tr[aria-level="2"]').count()).toBe(2);
    expect(faults).toEqual([]);
    await context.close();
  }, 60_000);
});
