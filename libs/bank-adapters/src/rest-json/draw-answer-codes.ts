import type { AnswerCodes } from '#domain';

/** The code table as Markdown; docs/bank-interface is checked against it. */
export function drawAnswerCodes(codes: AnswerCodes): string {
  const rows = [...codes.values()].map(({ code, zh, en, ...meaning }) => {
    const outcome = meaning.outcome === 'refused' ? `refused: ${meaning.reason}` : meaning.outcome;
    return `| ${code} | ${outcome} | ${zh.cause} ${en.cause} | ${zh.next} ${en.next} |`;
  });
  return ['| 代码 code | 含义 outcome | 原因 cause | 调度方下一步 what the dispatcher does next |', '|---|---|---|---|', ...rows].join('\n');
}
