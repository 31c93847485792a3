import { DeskPerson } from './console/desk-person';
import { DemoSystem } from './demo/demo-system';
import { describeWithBrowser } from './infrastructure';

const AT_ONCE = '9990010000000010';

describeWithBrowser('returns and the second officer in a browser, on the whole system', (browser) => {
  const place = new DemoSystem(1, false);
  beforeAll(() => place.start(), 120_000);
  afterAll(() => place.remove(), 30_000);

  it('two officers sign by keyboard alone; what was frozen goes back to the victim in two steps', async () => {
    const { page, faults, context } = await DeskPerson.logIn(browser(), place.system.url, 'liangshan-op');
    const shot = async (name: string): Promise<void> => void (process.env['SHOTS'] && (await page.screenshot({ path: `${process.env['SHOTS']}/${name}.png` })));
    await page.keyboard.press('F2');
    await page.locator('[data-field="accountNumber"]:focus').waitFor();
    await page.keyboard.type(AT_ONCE);
    await page.keyboard.press('Enter');
    await page.keyboard.type('28000');
    await page.getByRole('combobox', { name: '协查人' }).focus();
    await page.keyboard.type('370832003');
    await page.locator('.ant-select-item-option-active', { hasText: '叶清和' }).waitFor();
    await shot('intake-officer');
    await page.keyboard.press('Enter');
    await page.locator('[data-second-officer="370832003"]').waitFor();
    await shot('intake');
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-hold]', { hasText: '第 1 次，共 2 次' }).waitFor();

    await page.keyboard.press('f');
    await page.locator('[data-measure="freeze"] textarea:focus').waitFor();
    await page.keyboard.insertText('已立案');
    await page.getByLabel('案件编号').fill('A3708320000002026110001');
    await page.getByLabel('批准人').first().fill('赵局');
    await shot('freeze');
    await page.keyboard.press('F9');
    await page.locator('[data-fact="hold.converted"]').waitFor();
    await page.locator('.ant-modal').waitFor({ state: 'detached' });

    await page.locator('tr[data-transfer]').first().focus();
    await page.keyboard.press('.');
    await page.locator('.row-menu [data-entry="giveBack"]').waitFor();
    await shot('menu');
    await page.keyboard.press('g');
    await page.locator('[data-return-form] [data-share]').waitFor();
    await page.keyboard.press('F9');
    await page.locator('[data-fault="reason"]').waitFor();
    await page.getByLabel('理由').fill('账户仅此一笔入账');
    await page.getByLabel('批准人').first().fill('赵局');
    await page.keyboard.press('F9');
    await page.locator('[data-sure]').waitFor();
    await shot('return');
    expect(await page.locator('[data-fact="return.decided"]').count()).toBe(0);
    await page.keyboard.press('F9');
    await page.locator('[data-return="decided"]').waitFor();
    await page.locator('.ant-modal').waitFor({ state: 'detached' });
    await shot('returns');
    const pay = async (at: string): Promise<void> => {
      await page.getByRole('button', { name: '登记支付' }).click();
      await page.getByLabel('银行支付时间').fill(at);
      await page.getByLabel('银行流水号').fill('YH1');
      await page.keyboard.press('F9');
      await page.locator('[data-sure]').waitFor();
      await page.keyboard.press('F9');
    };
    await pay('2020-01-01 10:00');
    // The api's own words stand at the field that is in the way.
    await page.locator('[data-fault="paidAt"]', { hasText: '不能早于返还决定' }).waitFor();
    expect(await page.locator('[data-sure]').count()).toBe(0);
    await shot('pay-refused');
    await page.keyboard.press('Escape');
    await page.locator('.ant-modal').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '撤销' }).click();
    await page.locator('.ant-modal textarea').fill('金额有误');
    await page.keyboard.press('F9');
    await page.locator('[data-return="cancelled"]').waitFor();
    await shot('cancelled');

    await page.locator('.ant-modal').waitFor({ state: 'detached' });
    await page.locator('tr[data-transfer]').first().focus();
    await page.keyboard.press('g');
    await page.locator('[data-return-form] [data-share]').waitFor();
    await page.getByLabel('返还金额').fill('18000');
    await page.getByLabel('理由').fill('账户仅此一笔入账');
    await page.getByLabel('批准人').first().fill('赵局');
    await page.keyboard.press('F9');
    await page.locator('[data-sure]').waitFor();
    await page.keyboard.press('F9');
    await page.locator('[data-return="decided"]').waitFor();
    await page.locator('.ant-modal').waitFor({ state: 'detached' });
    // The first whole second after the decision, which has come when the payment is recorded.
    const paidAt = Math.ceil(Date.now() / 1_000) * 1_000;
    await page.waitForFunction((moment) => Date.now() > moment, paidAt);
    await pay(new Date(paidAt + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' '));
    await page.locator('[data-return="paid"]', { hasText: 'YH1' }).waitFor();
    await page.getByText('返还 18,000.00').first().waitFor();
    await shot('paid');
    // The whole shift: the next report begins with the same officer.
    await page.keyboard.press('F2');
    await page.locator('[data-second-officer="370832003"]').waitFor();
    expect(faults).toEqual([]);
    await context.close();
  }, 90_000);
});
