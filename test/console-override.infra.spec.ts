import { DeskPerson } from './console/desk-person';
import { seriousFaults } from './console/serious-faults';
import { DemoSystem } from './demo/demo-system';
import { describeWithBrowser } from './infrastructure';

describeWithBrowser('correcting an answer in a browser, on the whole system', (browser) => {
  const place = new DemoSystem(1, false);
  const people: DeskPerson[] = [];
  const logIn = async (login: string): Promise<DeskPerson> => {
    const person = await DeskPerson.logIn(browser(), place.system.url, login);
    people.push(person);
    return person;
  };
  beforeAll(() => place.start(), 120_000);
  afterAll(() => place.remove(), 30_000);
  afterEach(async () => {
    const faults = people.flatMap((person) => person.faults);
    await Promise.all(people.splice(0).map((person) => person.leave()));
    expect(faults).toEqual([]);
  });

  it('a commander corrects a lying "done" by keyboard: the hold never was, and the row says who knew better; a refusal says what to do next', async () => {
    const operator = await logIn('liangshan-op');
    const refusedId = await operator.report('9990010000000004', '700');
    await operator.page.locator('[data-advice="0301"]', { hasText: '户名与账号不符 → 核对户名后更正重发' }).waitFor();
    const incidentId = await operator.report('9990010000000051', '5100');
    expect(incidentId).not.toBe(refusedId);
    await operator.page.locator('[data-state="done"]').waitFor();
    const commander = await logIn('jining-cmd');
    const { page } = commander;
    await page.getByText('已办结', { exact: true }).first().click();
    await page.locator(`[data-incident="${incidentId}"]`).click();
    await page.locator('[data-state="done"]').waitFor();
    await page.locator('tr[data-transfer]').first().click();
    await page.keyboard.press('o');
    await page.locator('[data-override-form]').waitFor();
    await page.keyboard.press('F9');
    await page.locator('[data-fault="reason"]').waitFor();
    await page.getByLabel('更正理由').fill('柜面核实，未执行');
    await page.getByLabel('来源').fill('王经理 电话');
    await page.keyboard.press('F9');
    await page.locator('[data-sure]', { hasText: '由“已止付”更正为“拒绝”' }).waitFor();
    expect(await operator.page.locator('[data-override]').count()).toBe(0);
    await page.keyboard.press('F9');
    // Everybody sees the same, without a reload.
    for (const desk of [operator.page, page]) {
      await desk.locator('[data-override="refused"]', { hasText: '沈明川 更正：已止付 → 拒绝' }).waitFor();
      await desk.locator('[data-state="refused"]', { hasText: '查无此户' }).waitFor();
      await desk.locator('[data-fact="hold.annulled"]').waitFor();
      await desk.locator('[data-money="controlled"]', { hasText: /^0\.00$/ }).waitFor();
      await desk.getByText('从未生效（已更正）').waitFor();
    }
    expect(await seriousFaults(page)).toEqual([]);
  }, 60_000);
});
