/** What a simulated bank writes beside its code. */
const WORDS: Readonly<Record<string, string>> = {
  '0000': '已执行 carried out',
  '0300': '账号不存在 no such account',
  '0301': '户名与账号不符 holder name does not match',
  '0302': '白名单账户 white-listed account',
  '0400': '未找到原交易 original transaction not found',
  '0600': '缺少协查人 second officer missing',
  '0700': '电子签章或机关不符 seal or organ not valid',
  '1000': '不支持该业务 not supported',
  '1200': '已止付，余额不足 stopped, balance is less than asked',
  '1301': '账户已被止付 already stopped',
  '1304': '超过两次止付上限 over the two stops permitted',
  '1305': '已有在先冻结，轮候登记，未生效 queued behind earlier freezes, not in force',
  '1306': '轮候失效 the queue ended',
  '1420': '非原执行机关 not the organ that placed the measure',
  '1800': '延期失败，原止付已到期 extension failed, already lapsed',
  '1900': '解除失败，原止付已到期 release failed, already lapsed',
  M100: '资金已转出 the money has moved on',
  C100: '资金已取现 the money was taken out as cash',
};

export function wordsFor(code: string): string {
  return WORDS[code] ?? `反馈代码 answer code ${code}`;
}
