import { tooMany, type Problem } from '../problems/problem';

/** What a caller is told when no more reports can be taken. @param seconds after which to come again, at least 1 */
export function overloaded(seconds: number): Problem {
  return tooMany(`系统繁忙，本次未录入，请 ${seconds} 秒后重试`, `The system is overloaded; nothing was recorded; try again in ${seconds} s`, seconds);
}
