import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

interface Violation { readonly id: string; readonly impact: string; readonly nodes: { readonly html: string }[] }

/** What axe finds serious or critical on a page: the rule, and where. */
export async function seriousFaults(page: Page): Promise<string[]> {
  // Through the debugging channel, since the page's own policy rightly lets no foreign script in.
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const violations = await page.evaluate<Violation[]>("axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations)");
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
