import { isTransientFault } from './transient-fault';

const coded = (code: string): Error => Object.assign(new Error('any text'), { code });

describe('a transient fault', () => {
  it.each(['08006', '08001', '53300', '57P01', '57P03', '57014', '40001', '40P01', '55P03', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EAI_AGAIN'])('is told by its code: %s', (code) => {
    expect(isTransientFault(coded(code))).toBe(true);
  });

  it.each(['23505', '22P02', '42P01', '42501', 'ERR_INVALID_ARG_TYPE'])('is not one that comes again: %s', (code) => {
    expect(isTransientFault(coded(code))).toBe(false);
  });

  it('is found behind wrappers', () => {
    expect(isTransientFault(new Error('outer', { cause: new Error('middle', { cause: coded('ECONNREFUSED') }) }))).toBe(true);
    expect(isTransientFault(Object.assign(new Error('query failed'), { driverError: coded('57P01') }))).toBe(true);
    expect(isTransientFault(new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]))).toBe(true);
    expect(isTransientFault(new AggregateError([coded('ECONNREFUSED'), new TypeError()]))).toBe(false);
  });

  it('is a statement that the server never answered', () => {
    expect(isTransientFault(Object.assign(new Error('query failed'), { driverError: new Error('the connection ended') }))).toBe(true);
    expect(isTransientFault(Object.assign(new Error('query failed'), { driverError: coded('23505') }))).toBe(false);
  });

  it('is what kafkajs marks as retriable', () => {
    expect(isTransientFault(Object.assign(new Error(), { retriable: true }))).toBe(true);
    expect(isTransientFault(Object.assign(new Error(), { retriable: false }))).toBe(false);
  });

  it('is nothing else, and never by its text', () => {
    for (const fault of [new Error('ECONNREFUSED'), new TypeError('x'), 'ECONNREFUSED', null, undefined, 7]) expect(isTransientFault(fault)).toBe(false);
  });

  it('does not follow a circle of causes for ever', () => {
    const circle = new Error('a');
    circle.cause = circle;
    expect(isTransientFault(circle)).toBe(false);
  });
});
