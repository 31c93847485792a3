import { readFileSync } from 'node:fs';
import { ANSWER_CODES_FILE, parseAnswerCodes, type AnswerCodes, type AnswerCodesByProtocol } from '#domain';

/** The answer codes that this house ships with. */
export const SHIPPED_CODES: AnswerCodesByProtocol = parseAnswerCodes(readFileSync(ANSWER_CODES_FILE, 'utf8')).codes;

export const REST_JSON_CODES: AnswerCodes = SHIPPED_CODES.get('rest-json') ?? new Map();
