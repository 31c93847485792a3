import { DeskPerson } from './console/desk-person';
import { seriousFaults } from './console/serious-faults';
import { DemoSystem } from './demo/demo-system';
import { describeWithBrowser } from './infrastructure';

const AT_ONCE = '9990010000000010';

describeWithBrowser('handing a hold over in a browser, on the whole system', (browser) => {
  const place = new DemoSystem(1, false);
  beforeAll(() => place.start(), 120_000);
  afterAll(() => place.remove(), 30_000);

  it('Liangshan offers, Boxing hears of it and accepts, and is told what to do when the bank knows Liangshan only', async () => {
    const [liangshan, boxing] = [await DeskPerson.logIn(browser(), place.system.url, 'liangshan-op'), await DeskPerson.logIn(browser(), place.system.url, 'boxing-op')];
    const id = await liangshan.report(AT_ONCE, '28000');
    await liangshan.page.locator('[data-state="done"]').waitFor();
    await liangshan.page.keyboard.press('l');
    await liangshan.page.locator('[data-hand-over-form="offer"]').waitFor();
    expect(await seriousFaults(liangshan.page)).toEqual([]);
    await liangshan.page.keyboard.press('F9');
    await liangshan.page.getByText('请选择接收机关').waitFor();
    await liangshan.page.getByRole('combobox', { name: '接收机关' }).click();
    await liangshan.page.keyboard.insertText('博兴');
    await liangshan.page.keyboard.press('Enter');
    await liangshan.page.locator('[data-hand-over-form="offer"] textarea').fill('案件移送博兴');
    await liangshan.page.keyboard.press('F9');
    await liangshan.page.locator('.ant-modal').waitFor({ state: 'detached' });
    await liangshan.page.locator('[data-hand-over]', { hasText: '接收' }).waitFor();

    // It comes by itself; the incident is another county's and perhaps settled.
    await boxing.page.locator('section li[data-hand-over] button').click();
    await boxing.page.locator(`[data-incident-page="${id}"]`).waitFor();
    await boxing.page.locator('[data-fact="hand_over.offered"]').waitFor();
    expect(await seriousFaults(boxing.page)).toEqual([]);
    await boxing.page.keyboard.press('y');
    await boxing.page.locator('[data-hand-over-form="accept"]').waitFor();
    await boxing.page.keyboard.press('F9');
    await boxing.page.locator('[data-right]', { hasText: '解除权：博兴' }).waitFor();
    await liangshan.page.locator('[data-right]', { hasText: '解除权：博兴' }).waitFor();
    await boxing.page.locator('li[data-hand-over]').waitFor({ state: 'detached' });

    // The simulated bank goes by the organ that placed the stop.
    await boxing.page.keyboard.press('r');
    await boxing.page.locator('[data-measure="release"] textarea').fill('查明非涉案账户');
    await boxing.page.keyboard.press('F9');
    await boxing.page.locator('[data-sure]').waitFor();
    await boxing.page.keyboard.press('F9');
    for (const { page } of [boxing, liangshan]) await page.locator('[data-refused="release"]', { hasText: /只认原机关.*先移交回去/ }).waitFor();
    if (process.env['SCREENSHOT']) await boxing.page.screenshot({ path: process.env['SCREENSHOT'] });
    expect([...liangshan.faults, ...boxing.faults]).toEqual([]);
    await Promise.all([liangshan.leave(), boxing.leave()]);
  }, 90_000);
});
