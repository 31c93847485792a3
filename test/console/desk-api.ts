import { randomUUID } from 'node:crypto';

/** The same api that the console uses, for what happens while a console is away. */
export class DeskApi {
  private constructor(private readonly url: string, private readonly token: string) {}

  static async logIn(url: string, login: string): Promise<DeskApi> {
    const opened = await fetch(`${url}/api/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login, password: 'demo-1234' }) });
    if (!opened.ok) throw new Error(`login ${login}: HTTP ${opened.status}`);
    return new DeskApi(url, ((await opened.json()) as { token: string }).token);
  }

  async ask<Answer>(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown, version?: number): Promise<Answer> {
    const answer = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`, 'idempotency-key': randomUUID(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(version === undefined ? {} : { 'if-match': String(version) }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: HTTP ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  }

  async enrich(incidentId: string, details: Record<string, string>): Promise<void> {
    const { version } = await this.ask<{ version: number }>('GET', `/incidents/${incidentId}`);
    await this.ask('PATCH', `/incidents/${incidentId}`, details, version);
  }

  async lastSeq(incidentId: string): Promise<number> {
    return (await this.ask<{ lastSeq: number }>('GET', `/incidents/${incidentId}`)).lastSeq;
  }
}
