/** Asks the desk of this test run (see desk.mjs). Throws with the desk's reason where a thing cannot be had. */
export async function askDesk<Answer>(thing: 'postgres' | 'kafka'): Promise<Answer> {
  const response = await fetch(`${deskUrl()}/${thing}`);
  const answer = (await response.json()) as Answer & { error?: string };
  if (!response.ok) throw new Error(`test infrastructure: ${answer.error}`);
  return answer;
}

function deskUrl(): string {
  const url = process.env['TEST_DESK_URL'];
  if (!url) throw new Error('TEST_DESK_URL is missing: run the tests through jest.config.cjs, whose globalSetup opens the desk');
  return url;
}
