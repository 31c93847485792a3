import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import { fieldProblem } from './problem';
import { validationProblem } from './says';

const DEPTH_MAX = 8;

/** The pipe before every handler: shapes by class-validator, and no text that the books cannot hold. */
export class RequestValidation extends ValidationPipe {
  constructor() {
    super({ transform: true, whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true, stopAtFirstError: true, validationError: { target: false, value: false }, exceptionFactory: (errors: ValidationError[]) => validationProblem(errors) });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    // A body without a class of its own is no HTTP body (all of those have one) but a message to the board, which parses by itself.
    if (metadata.type === 'body' && (metadata.metatype === undefined || metadata.metatype === Object)) return value;
    if (metadata.type === 'body' && (typeof value !== 'object' || value === null || Array.isArray(value))) {
      throw fieldProblem('body', '请发送一个 JSON 对象', 'send one JSON object');
    }
    if (metadata.type !== 'custom') refuseUnstorable(value, metadata.type === 'body' ? '' : (metadata.data ?? ''), 0);
    return super.transform(value, metadata) as Promise<unknown>;
  }

  // What JSON cannot hold is not looked for: arrays with gaps, and bytes.
  protected override closeArrayGaps(): void {}
  protected override findNestedBinaryValues(): ValidationError[] {
    return [];
  }
}

/** A null character or half a surrogate pair is valid JSON and no valid text in PostgreSQL. */
function refuseUnstorable(value: unknown, field: string, depth: number): void {
  if (typeof value === 'string' && /\0|\p{Surrogate}/u.test(value)) throw fieldProblem(field || 'body', '含有无法保存的字符，请删去', 'has characters that cannot be stored; remove them');
  if (typeof value !== 'object' || value === null) return;
  if (depth > DEPTH_MAX) throw fieldProblem('body', '嵌套过深', 'is nested too deeply');
  for (const [name, member] of Object.entries(value)) {
    refuseUnstorable(name, 'body', depth);
    refuseUnstorable(member, Array.isArray(value) ? `${field}[${name}]` : field ? `${field}.${name}` : name, depth + 1);
  }
}
