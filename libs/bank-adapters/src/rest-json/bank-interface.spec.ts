import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { isSealOf } from '#electronic-seal';
import { ACCOUNT_KINDS, APPROVER_LEVELS, CONSENT_MEANS, INSTRUCTION_KINDS, LARGEST_TRANSFER_FEN, OFFICER_ID_TYPES } from '#domain';
import { KEY_ID_HEADER, NONCE_HEADER, SIGNATURE_HEADER, signMessage, TIMESTAMP_HEADER } from '#message-signature';
import { newAttempt, newStop } from '../contract/contract-rig';
import { REST_JSON_CODES } from '../contract/shipped-codes';
import { NEVER_RECEIVED_CODE, NOT_ACCEPTED_CODE } from './answer-codes';
import { drawAnswerCodes } from './draw-answer-codes';
import { instructionMessage } from './instruction-message';
import { ONWARD_MAX } from './wire-fields';

interface Schema { properties: Record<string, Schema>; required: string[]; enum: string[]; const: string; description: string; maximum: number; maxItems: number; example: Record<string, unknown> }

const OFFICER = { name: '周晓禾', idType: 'police', idNumber: '370832001', phone: null } as const;

/** The document that banks build against says what the code does. */
describe('docs/bank-interface/rest-json.openapi.yaml', () => {
  const text = readFileSync('docs/bank-interface/rest-json.openapi.yaml', 'utf8');
  const document = parse(text) as { openapi: string; paths: Record<string, object>; components: { parameters: Record<string, { name: string }>; schemas: Record<string, Schema> } };
  const { schemas, parameters } = document.components;

  it('lists exactly the codes of the table, with their meaning', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(schemas['AnswerCode']!.enum).toEqual([...REST_JSON_CODES.keys()]);
    expect(schemas['AnswerCode']!.description).toContain(drawAnswerCodes(REST_JSON_CODES));
    expect([schemas['NeverReceived']!.properties['code']!.const, schemas['NotAccepted']!.properties['code']!.const]).toEqual([NEVER_RECEIVED_CODE, NOT_ACCEPTED_CODE]);
  });

  it('names the fields, kinds and limits that go over the wire', () => {
    const sent = JSON.parse(instructionMessage(newStop({ code: '999010000001' }), newAttempt())) as Record<string, object>;
    const { Instruction: instruction, Fen: fen, Answer: answer } = schemas as Record<'Instruction' | 'Fen' | 'Answer', Schema>;
    const terms = { originalInstructionId: 'o', reason: 'r', until: null, caseNumber: null, approverName: null, approverLevel: null };
    const measure = JSON.parse(instructionMessage(newStop({ code: '999010000001' }, { kind: 'release', measure: terms, officers: { handler: OFFICER, secondOfficer: null } }), { ...newAttempt(), seal: { document: Buffer.from('{}'), keyId: 'k1', signature: '3000' } })) as Record<string, object>;
    expect(measure).toMatchObject({ kind: 'release', ...terms });
    const protection = { consent: { by: '王芳', means: 'phone' as const, at: '2016-03-08T09:20:41.120Z' }, reason: 'r', until: null, originalInstructionId: 'o' };
    const ended = JSON.parse(instructionMessage(newStop({ code: '999010000001' }, { kind: 'unprotect', transferId: null, amountFen: 0, protection }), newAttempt())) as Record<string, object>;
    expect(ended).toMatchObject({ kind: 'unprotect', amountFen: 0, ...protection });
    expect(Object.keys(instruction.properties)).toEqual([...Object.keys(measure), 'consent']);
    expect(Object.keys(schemas['Consent']!.properties)).toEqual(Object.keys(ended['consent']!));
    expect(schemas['Consent']!.properties['means']!.enum).toEqual([...CONSENT_MEANS]);
    expect(Object.keys(instruction.properties['seal']!.properties)).toEqual(Object.keys(measure['seal']!));
    expect([measure['document'], instruction.properties['seal']!.properties['algorithm']!.const]).toEqual(['e30=', (measure['seal'] as Record<string, unknown>)['algorithm']]);
    expect(Object.keys(schemas['Officer']!.properties)).toEqual(Object.keys(measure['handler']!));
    expect(schemas['Officer']!.properties['idType']!.enum).toEqual([...OFFICER_ID_TYPES]);
    expect(instruction.properties['approverLevel']!.enum).toEqual([...APPROVER_LEVELS, null]);
    expect([...instruction.required].sort()).toEqual(Object.keys(sent).sort());
    expect(Object.keys(instruction.properties['account']!.properties)).toEqual(Object.keys(sent['account']!));
    expect(instruction.properties['kind']!.enum).toEqual([...INSTRUCTION_KINDS]);
    expect(instruction.properties['account']!.properties['kind']!.enum).toEqual([...ACCOUNT_KINDS]);
    expect([fen.maximum, answer.properties['onward']!.maxItems]).toEqual([LARGEST_TRANSFER_FEN, ONWARD_MAX]);
  });

  it('names the signature headers, and every reference leads somewhere', () => {
    expect(['KeyId', 'Timestamp', 'Nonce', 'Signature'].map((name) => parameters[name]?.name)).toEqual([KEY_ID_HEADER, TIMESTAMP_HEADER, NONCE_HEADER, SIGNATURE_HEADER]);
    for (const [, path] of text.matchAll(/\$ref: '#\/([^']+)'/g)) {
      const target = path!.split('/').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
      expect([path, target === undefined ? 'missing' : 'found']).toEqual([path, 'found']);
    }
  });
});

describe('docs/bank-interface/README.md', () => {
  it('has a signature sample that is right', () => {
    const readme = readFileSync('docs/bank-interface/README.md', 'utf8');
    const cell = (row: string): string => new RegExp(`\\| ${row} \\|[^|]*?\`([^\`|]+)\` \\|`).exec(readme)?.[1] ?? `no row ${row}`;
    const [method, path] = cell('请求行 request line').split(' ') as [string, string];
    const signed = signMessage({
      method, path, keyId: cell('`stop-key-id`'), key: Buffer.from(cell('密钥 key'), 'base64'), body: cell('正文 body'),
      nonce: cell('`stop-nonce`'), now: new Date(Number(cell('`stop-timestamp`')) * 1000),
    });
    expect(signed[SIGNATURE_HEADER]).toBe(cell('`stop-signature`'));
  });

  it('has a seal sample that verifies, and only as it is', () => {
    const readme = readFileSync('docs/bank-interface/README.md', 'utf8');
    const cell = (row: string): string => new RegExp(`\\| ${row} \\| \`([^\`]+)\` \\|`).exec(readme)?.[1] ?? `no row ${row}`;
    const document = Buffer.from(cell('文书 document'), 'base64');
    expect(isSealOf(document, cell('签章 signature'), cell('机关公钥 public key'))).toBe(true);
    expect(JSON.parse(document.toString('utf8'))).toMatchObject({ kind: 'stop', amountFen: 2_800_000, secondOfficer: { name: '秦守正' } });
    expect(isSealOf(Buffer.concat([document, Buffer.from(' ')]), cell('签章 signature'), cell('机关公钥 public key'))).toBe(false);
  });
});
