import type { Socket } from 'socket.io';
import type { BothLanguages } from '../problems/problem';
import type { DeskUser } from '../auth/desk-user';

/** What we know of a connection once it is let in. */
export interface BoardSocketData { user: DeskUser; login: string; expiresAtMs: number; watched: Set<string> }
export type BoardSocket = Socket<Record<string, never>, Record<string, (message: unknown) => void>, Record<string, never>, BoardSocketData>;

export type BoardFaultCode = 'unauthorised' | 'invalid' | 'too_many' | 'not_found' | 'unavailable';
/** The acknowledgement of a message that cannot be served. */
export interface BoardFault { readonly error: { readonly code: BoardFaultCode } & BothLanguages }

const WORDS: Readonly<Record<BoardFaultCode, BothLanguages>> = {
  unauthorised: { zh: '登录已失效，请重新登录', en: 'Your session has ended; log in again' },
  invalid: { zh: '消息格式有误', en: 'The message is malformed' },
  too_many: { zh: '消息过于频繁或关注过多，请稍后再试', en: 'Too many messages or watched incidents; try again shortly' },
  not_found: { zh: '没有这条警情，或不在本机关范围内', en: 'No such incident, or not within your scope' },
  unavailable: { zh: '暂时无法读取，请稍后再试', en: 'Cannot be read at present; try again shortly' },
};

export function boardFault(code: BoardFaultCode): BoardFault {
  return { error: { code, ...WORDS[code] } };
}

/** A refused connection, as socket.io tells it to the client (`connect_error` with `data.code`), who then stays away: the session counts no more. */
export function connectionRefused(): Error {
  const { error } = boardFault('unauthorised');
  return Object.assign(new Error(error.en), { data: error });
}
