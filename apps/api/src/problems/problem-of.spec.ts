import { NotFoundException } from '@nestjs/common';
import { BatcherFullError } from '#ledger';
import { databaseAway, problemOf } from './problem-of';

describe('which problem an error is', () => {
  it.each([
    [new BatcherFullError(), 429], [new NotFoundException(), 404], [{ statusCode: 413 }, 413], [{ statusCode: 415 }, 415], [{ code: 'ECONNREFUSED' }, 503], [{ code: '57P01' }, 503], [{ driverError: { code: '08006' } }, 503], [new AggregateError([{ code: 'ECONNREFUSED' }]), 503],
  ])('%p is %i', (fault, status) => expect(problemOf(fault)?.status).toBe(status));

  it.each([[new Error('connect ECONNREFUSED')], [undefined], ['x'], [{ code: '23505' }]])('%p is none: its text decides nothing', (fault) => expect(problemOf(fault)).toBeUndefined());

  it('tells a full queue when to come again', () => expect(problemOf(new BatcherFullError())?.more.headers).toEqual({ 'retry-after': '1' }));

  it('promises nothing about a commit whose answer was lost: it may stand, and the same key never makes a second one', () => {
    const { detail } = databaseAway();
    expect(detail.zh).toMatch(/未确认写入.*同一幂等键/);
    expect(detail.en).not.toMatch(/nothing was written/);
  });
});
