import { randomUUID } from 'node:crypto';
import type { Answer, AttemptResult } from '#domain';
import type { AttemptReport, BankAdapter } from '../bank-adapter.port';

/** An adapter with one fault built in. */
export type Mutation = (adapter: BankAdapter) => BankAdapter;

/** Adapters that are broken on purpose: the contract is only worth something if it catches each of them. */
export const MUTANTS: Readonly<Record<string, Mutation>> = {
  'calls silence done': onResult((result) => (result.kind === 'silent' ? answered({ kind: 'done', controlledFen: 0, bankAt: new Date(0).toISOString(), onward: [], cashedOutFen: 0 }) : result)),
  'calls silence not delivered, so that it is sent again': onResult((result) => (result.kind === 'silent' ? { kind: 'not_delivered', cause: 'connection_refused' } : result)),
  'calls non-delivery silence': onResult((result) => (result.kind === 'not_delivered' ? { kind: 'silent', cause: 'connection_lost' } : result)),
  'calls accepted done': onAnswer((answer) => (answer.kind === 'accepted' ? { kind: 'done', controlledFen: 1, bankAt: new Date(0).toISOString(), onward: [], cashedOutFen: 0 } : answer)),
  'calls a part the whole': onAnswer((answer) => (answer.kind === 'partly_done' ? { ...answer, kind: 'done' } : answer)),
  'calls queued done': onAnswer((answer) => (answer.kind === 'queued' ? { kind: 'done', controlledFen: 1, bankAt: answer.bankAt, onward: [], cashedOutFen: 0 } : answer)),
  'loses a fen': onAnswer((answer) => (answer.kind === 'done' ? { ...answer, controlledFen: answer.controlledFen - 1 } : answer)),
  'forgets where the money went': onAnswer((answer) => ('onward' in answer ? { ...answer, onward: [] } : answer)),
  'forgets the cash': onAnswer((answer) => ('onward' in answer ? { ...answer, cashedOutFen: 0 } : answer)),
  'makes every refusal "other"': onAnswer((answer) => (answer.kind === 'refused' ? { ...answer, reason: 'other' } : answer)),
  'keeps no evidence': around((ask) => async (...message) => ({ ...(await ask(...message)), evidence: { httpStatus: null, raw: null, code: null, text: null } })),
  'sends again after silence': around((ask) => async (...message) => {
    const report = await ask(...message);
    return report.result.kind === 'silent' ? ask(...message) : report;
  }),
  'takes a new id for every attempt': around((ask) => (instruction, ...rest) => ask({ ...instruction, id: randomUUID() }, ...rest)),
  'drops the trace': around((ask) => (instruction, endpoint, attempt) => ask(instruction, endpoint, { ...attempt, traceparent: null })),
  'waits as long as it likes': around((ask) => (instruction, endpoint, attempt) => ask(instruction, endpoint, { ...attempt, deadlineMs: attempt.deadlineMs + 3_000 })),
  'does not hear that the worker stops': around((ask) => (instruction, endpoint, attempt) => ask(instruction, endpoint, { ...attempt, signal: new AbortController().signal, deadlineMs: Math.min(attempt.deadlineMs, 1_000) })),
  'throws on silence': around((ask) => async (...message) => {
    const report = await ask(...message);
    if (report.result.kind === 'silent') throw new Error(report.result.cause);
    return report;
  }),
  'prints account numbers': around((ask) => async (instruction, ...rest) => {
    const report = await ask(instruction, ...rest);
    if (report.result.kind === 'not_delivered') process.stderr.write(`a mutant says ${instruction.accountNumber}\n`);
    return report;
  }),
  'believes a late answer about nothing': (adapter) => withDecode(adapter, (raw, endpoint) => {
    const decoded = adapter.decodeInbound(raw, endpoint);
    return 'undecodable' in decoded ? { instructionId: '', report: { result: { kind: 'silent', cause: 'garbled' }, evidence: { httpStatus: null, raw: null, code: null, text: null } } } : decoded;
  }),
};

type Ask = BankAdapter['send'];

function around(wrap: (ask: Ask) => Ask): Mutation {
  return (adapter) => ({
    protocol: adapter.protocol,
    send: wrap(adapter.send.bind(adapter)),
    query: wrap(adapter.query.bind(adapter)),
    decodeInbound: adapter.decodeInbound.bind(adapter),
    close: adapter.close.bind(adapter),
  });
}

function onResult(change: (result: AttemptResult) => AttemptResult): Mutation {
  return around((ask) => async (...message): Promise<AttemptReport> => {
    const report = await ask(...message);
    return { ...report, result: change(report.result) };
  });
}

function onAnswer(change: (answer: Answer) => Answer): Mutation {
  return onResult((result) => (result.kind === 'answered' ? answered(change(result.answer)) : result));
}

function answered(answer: Answer): AttemptResult {
  return { kind: 'answered', answer };
}

function withDecode(adapter: BankAdapter, decodeInbound: BankAdapter['decodeInbound']): BankAdapter {
  return { protocol: adapter.protocol, send: adapter.send.bind(adapter), query: adapter.query.bind(adapter), decodeInbound, close: adapter.close.bind(adapter) };
}
