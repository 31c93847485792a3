import type { BothLanguages, FieldFault, Problem } from './problem';

/** RFC 9457, with the faults of single fields in both languages. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly errors?: readonly FieldFault[];
  readonly traceId: string;
}

/** Chinese unless the reader prefers English. */
export function preferredLanguage(acceptLanguage: string | undefined): keyof BothLanguages {
  const weights = { zh: 0, en: 0 };
  for (const part of (acceptLanguage ?? '').slice(0, 200).split(',')) {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
    const language = range.split('-')[0];
    if (language !== 'zh' && language !== 'en') continue;
    const quality = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find((q) => q !== undefined);
    weights[language] = Math.max(weights[language], quality === undefined ? 1 : Number(quality) || 0);
  }
  return weights.en > weights.zh ? 'en' : 'zh';
}

export function problemBody(problem: Problem, request: { readonly path: string; readonly traceId: string; readonly acceptLanguage: string | undefined }): ProblemBody {
  const language = preferredLanguage(request.acceptLanguage);
  return {
    type: `urn:stop-payment:problem:${problem.code.replaceAll('_', '-')}`,
    title: problem.title[language], status: problem.status, detail: problem.detail[language],
    instance: request.path, code: problem.code,
    ...(problem.more.errors ? { errors: problem.more.errors } : {}),
    traceId: request.traceId,
  };
}
