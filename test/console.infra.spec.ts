import { DeskApi } from './console/desk-api';
import { DeskPerson } from './console/desk-person';
import { seriousFaults } from './console/serious-faults';
import { DemoSystem } from './demo/demo-system';
import { describeWithBrowser } from './infrastructure';

/** Accounts of fictional banks: one that stops at once, one whose clerk answers by hand and one that does not answer at all. */
const AT_ONCE = '9990010000000010';
const BY_HAND = '9990050000000016';
const A_SYSTEM_MS = 120_000;
const A_STORY_MS = 60_000;

describeWithBrowser('the console in a browser, on the whole system', (browser) => {
  const place = new DemoSystem(1, false);
  const people: DeskPerson[] = [];
  const logIn = async (login: string): Promise<DeskPerson> => {
    const person = await DeskPerson.logIn(browser(), place.system.url, login);
    people.push(person);
    return person;
  };
  beforeAll(() => place.start(), A_SYSTEM_MS);
  afterAll(() => place.remove(), 30_000);
  afterEach(async () => {
    const faults = people.flatMap((person) => person.faults);
    await Promise.all(people.splice(0).map((person) => person.leave()));
    expect(faults).toEqual([]);
  });

  it('from a call to 已止付 by keyboard alone', async () => {
    const { page, ...operator } = await logIn('liangshan-op');
    await page.keyboard.press('F2');
    await page.locator('[data-field="accountNumber"]:focus').waitFor();
    await page.keyboard.type(AT_ONCE);
    await page.keyboard.press('Enter');
    await page.keyboard.type('2.8');
    await page.keyboard.insertText('万');
    await page.getByText('¥28,000.00').first().waitFor();
    await page.getByText('泰山示例银行').first().waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.insertText('陈某');
    // An Enter that belongs to the input method chooses a character; it neither moves on nor sends.
    const devtools = await operator.context.newCDPSession(page);
    await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229, modifiers: 2 });
    expect(await page.locator('[data-field="holderName"]:focus').inputValue()).toBe('陈某');
    expect(await page.locator('[data-incident-page]').count()).toBe(0);
    await page.keyboard.press('F9');
    await page.locator('[data-state="done"]', { hasText: '已止付' }).waitFor();
    await page.locator('[data-money="controlled"]', { hasText: '28,000.00' }).waitFor();
    await page.locator('[data-fact="hold.placed"]').waitFor();
    expect(await page.locator('[data-money]').allTextContents()).toEqual(['28,000.00', '0.00', '0.00', '0.00', '0.00']);
  }, A_STORY_MS);

  it('the stories of Boxing and Liangshan are told from the console: traced to the second layer, and answered by a clerk', async () => {
    const { page } = await logIn('boxing-op');
    await page.keyboard.press('F2');
    await page.locator('[data-story="boxing"]').click();
    await page.keyboard.press('F9');
    await page.locator('[data-state="refused"]', { hasText: '已转出' }).waitFor();
    await page.locator('[data-money="controlled"]', { hasText: '1,475,000.00' }).waitFor();
    expect(await page.locator('tr[aria-level="2"] [data-state="done"]').count()).toBeGreaterThan(0);

    const { page: liangshan } = await logIn('liangshan-op');
    await liangshan.keyboard.press('F2');
    await liangshan.locator('[data-story="liangshan"]').click();
    await liangshan.keyboard.press('F9');
    // Accepted is not stopped: only the clerk's word ends it, which the clerk's own story tells.
    await liangshan.locator('[data-state="waiting"]').waitFor();
    expect(await liangshan.locator('[data-money="controlled"]').textContent()).toBe('0.00');
  }, A_STORY_MS);

  it('a report whose answer was lost is sent again under the same key, and exists once', async () => {
    const { page } = await logIn('liangshan-op');
    const keys: string[] = [];
    await page.route('**/api/v1/incidents', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      keys.push(route.request().headers()['idempotency-key'] ?? '');
      // The api hears it, the console does not hear the api.
      if (keys.length > 1) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.keyboard.press('F2');
    await page.locator('[data-field="accountNumber"]:focus').waitFor();
    await page.keyboard.type('9990020000000019');
    await page.keyboard.press('Enter');
    await page.keyboard.type('4321.09');
    await page.keyboard.press('F9');
    await page.getByText('不会重复立警').waitFor();
    // The draft outlives the page.
    await page.reload();
    await page.getByText('已恢复未发出的草稿').waitFor();
    await page.keyboard.press('F9');
    await page.locator('[data-incident-page]').waitFor();
    expect(new Set(keys).size).toBe(1);
    expect(keys).toHaveLength(2);
    const api = await DeskApi.logIn(place.system.url, 'liangshan-op');
    const found = await Promise.all(['live', 'settled'].map((state) => api.ask<{ items: { money: { lostFen: number } }[] }>('GET', `/incidents?state=${state}&limit=200`)));
    expect(found.flatMap(({ items }) => items).filter(({ money }) => money.lostFen === 432_109)).toHaveLength(1);
  }, A_STORY_MS);

  it('a second call about the same payment is seen while typing, sent first, and joined by keyboard', async () => {
    const operator = await logIn('liangshan-op');
    const { page } = operator;
    const first = await operator.report('9990050000000032', '12345');
    await page.locator('[data-state="waiting"]').waitFor();
    await page.keyboard.press('F2');
    await page.locator('[data-field="accountNumber"]:focus').waitFor();
    await page.keyboard.type('9990050000000032');
    await page.keyboard.press('Enter');
    await page.keyboard.type('12345');
    await page.locator(`[data-duplicate-of="${first}"]`, { hasText: '同一账户' }).waitFor();
    await page.keyboard.press('Alt+J');
    await page.locator('.send-line', { hasText: '发出后并入' }).waitFor();
    await page.keyboard.press('F9');
    await page.locator('[data-join-form]', { hasText: '同一笔' }).waitFor();
    await page.keyboard.press('F9');
    await page.locator('[data-joins]', { hasText: '已并入' }).waitFor();
    const second = await operator.incidentShown();
    expect(second).not.toBe(first);
    await page.locator('[data-joins] button', { hasText: '打开' }).click();
    await page.locator(`[data-joined-report="${second}"]`).waitFor();
    await page.locator('[data-fact="incident.joined"]').waitFor();
  }, A_STORY_MS);

  it('a console that was away gets exactly what it missed', async () => {
    const operator = await logIn('liangshan-op');
    const { page } = operator;
    const incidentId = await operator.report(BY_HAND, '35000');
    await page.locator('[data-state="waiting"]').waitFor();
    await operator.factsShown();
    await operator.context.setOffline(true);
    await page.locator('[data-link="offline"]').waitFor();
    await page.locator('.banner', { hasText: '断开' }).waitFor();
    const colleague = await DeskApi.logIn(place.system.url, 'liangshan-op');
    await colleague.enrich(incidentId, { victimName: '孙某' });
    await colleague.enrich(incidentId, { scheme: '冒充客服' });
    await colleague.ask('POST', `/incidents/${incidentId}/transfers`, { accountNumber: AT_ONCE, amountFen: 100_000 });
    await operator.context.setOffline(false);
    await page.getByText(/已重连，补齐 \d+ 条/).waitFor();
    await page.getByText('孙某').first().waitFor();
    await page.locator('[data-state="done"]').waitFor();
    const last = await colleague.lastSeq(incidentId);
    await page.locator(`[data-seq="${last}"]`).waitFor();
    expect(await operator.factsShown()).toEqual(Array.from({ length: last }, (_, i) => i + 1));
  }, A_STORY_MS);

  it('a bank clerk answers by hand and the operator sees 已止付 without a reload', async () => {
    const operator = await logIn('liangshan-op');
    await operator.report('9990050000000024', '61000');
    await operator.page.locator('[data-state="waiting"]').waitFor();
    expect(await operator.page.locator('[data-state="done"]').count()).toBe(0);
    const clerk = await logIn('shiqiao-clerk');
    await clerk.page.locator('[data-instruction]', { hasText: '¥61,000.00' }).click();
    await clerk.page.getByText('9990 0500 0000 0024').first().waitFor();
    await clerk.page.getByLabel('依据').fill('柜面核对四要素相符，已控制');
    await clerk.page.keyboard.press('F9');
    await operator.page.locator('[data-state="done"]').waitFor();
    await operator.page.locator('[data-money="controlled"]', { hasText: '61,000.00' }).waitFor();
    await operator.page.getByText('人工登记反馈：柜面核对四要素相符，已控制').waitFor();
    await clerk.page.locator('[data-instruction]', { hasText: '¥61,000.00' }).waitFor({ state: 'detached' });
  }, A_STORY_MS);

  it('a stop is released by keyboard alone: a key for the menu, a letter, the reason, and twice F9', async () => {
    const operator = await logIn('liangshan-op');
    const { page } = operator;
    await operator.report('9990010000000036', '5000');
    await page.locator('[data-hold]', { hasText: '第 1 次，共 2 次' }).waitFor();
    await page.keyboard.press('.');
    await page.locator('.row-menu [role="menuitem"]:focus', { hasText: '续止' }).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.locator('.row-menu [data-entry="watch"]:focus').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('tr[data-transfer]:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.row-menu').waitFor();
    await page.keyboard.press('r');
    await page.locator('[data-measure="release"] textarea:focus').waitFor();
    await page.keyboard.press('F9');
    await page.locator('[data-fault="reason"]').waitFor();
    await page.keyboard.insertText('核实为误止');
    await page.keyboard.press('F9');
    await page.locator('[data-sure]').waitFor();
    expect(await page.locator('[data-fact="measure.requested"]').count()).toBe(0);
    await page.keyboard.press('F9');
    await page.locator('[data-fact="hold.released"]').waitFor();
    await page.getByText('已解除').first().waitFor();
  }, A_STORY_MS);

  it('a city is called for a large sum and acknowledges with one key; the county sees who', async () => {
    const operator = await logIn('liangshan-op');
    const incidentId = await operator.report(BY_HAND, '66万');
    await operator.page.locator('[data-called="city"]', { hasText: '金额重大' }).waitFor();
    // What the city is called for is not the county's to acknowledge.
    expect(await operator.page.locator('.alarms button').count()).toBe(0);
    const commander = await logIn('jining-cmd');
    await commander.page.locator('.inbox li', { hasText: '¥660,000.00' }).waitFor();
    await commander.page.keyboard.press('a');
    await commander.page.locator('.inbox').waitFor({ state: 'detached' });
    expect(await commander.incidentShown()).toBe(incidentId);
    await operator.page.locator('[data-fact="escalation.acknowledged"]', { hasText: 'jining-cmd' }).waitFor();
    await operator.page.locator('.alarms').waitFor({ state: 'detached' });
  }, A_STORY_MS);

  it('axe finds nothing serious on login, intake, incident and workbench, light and dark', async () => {
    const visitor = await DeskPerson.atTheDoor(browser(), place.system.url);
    people.push(visitor);
    await visitor.page.getByText('liangshan-op').waitFor();
    const operator = await logIn('liangshan-op');
    const clerk = await logIn('shiqiao-clerk');
    const found = [await seriousFaults(visitor.page), await seriousFaults(clerk.page)];
    for (const theme of ['light', 'dark']) {
      await operator.page.keyboard.press('F2');
      await operator.page.locator('[data-intake]').waitFor();
      found.push(await seriousFaults(operator.page));
      await operator.page.locator('[data-incident]').first().click();
      await operator.page.locator('[data-seq]').first().waitFor();
      found.push(await seriousFaults(operator.page));
      if (theme === 'light') await operator.page.getByText('深色').click();
    }
    expect(found.flat()).toEqual([]);
  }, A_STORY_MS);
});
