import { DeskPerson } from './console/desk-person';
import { DemoSystem } from './demo/demo-system';
import { describeWithBrowser } from './infrastructure';

const HOUSE = '999010000001';
const ACCOUNT = '9990010000008888';

/** 轮候冻结 on the whole system: the bank's later answers come through the api's own door. */
describeWithBrowser('a queued freeze in a browser', (browser) => {
  const place = new DemoSystem(1, false);
  beforeAll(() => place.start(), 120_000);
  afterAll(() => place.remove(), 30_000);

  it('is shown in amber with its place and who stands before, beside the stop, and as frozen only when its turn came', async () => {
    const accounts = [{ institutionCode: HOUSE, number: ACCOUNT, balanceFen: 2_800_000, temperament: { kind: 'fast', delayMs: 5 }, earlierFreezes: [{ authority: '示例区人民法院' }] }];
    expect((await fetch(`${place.system.simulatorUrl}/simulator/scenario`, { method: 'POST', body: JSON.stringify({ accounts }) })).status).toBe(200);
    const person = await DeskPerson.logIn(browser(), place.system.url, 'liangshan-op');
    const { page, faults } = person;
    await person.report(ACCOUNT, '28000');
    await page.locator('[data-hold]', { hasText: '第 1 次' }).waitFor();
    await page.keyboard.press('f');
    await page.locator('.ant-modal', { hasText: '转冻结' }).waitFor();
    await page.locator('.ant-modal textarea').fill('已立案');
    await page.locator('.ant-modal').getByLabel('案件编号').fill('A3708320000002026110001');
    await page.locator('.ant-modal').getByLabel('批准人').fill('赵局');
    await page.keyboard.press('F9');
    const queue = page.locator('[data-queue]');
    await queue.locator('.chip.pressing', { hasText: '轮候第 1 位' }).waitFor();
    expect(await queue.innerText()).toMatch(/未生效[\s\S]*示例区人民法院/);
    // The stop goes on beside it, with its own end.
    expect(await page.locator('[data-hold]').innerText()).toMatch(/剩 4[78]\.\d 小时/);
    expect(await page.locator('[data-hold]').innerText()).not.toContain('冻结');
    await page.getByText(/轮候冻结第 1 位，未生效/).first().waitFor();

    const ended = await fetch(`${place.system.simulatorUrl}/simulator/institutions/${HOUSE}/accounts/${ACCOUNT}/earlier-freezes/first`, { method: 'DELETE' });
    expect(ended.status).toBe(200);
    await page.locator('[data-hold]', { hasText: '冻结' }).waitFor();
    expect(await queue.count()).toBe(0);
    await page.getByText(/轮候冻结生效 ¥?28,000/).first().waitFor();
    expect(faults).toEqual([]);
    await person.leave();
  }, 120_000);
});
