/** docs/instruction-law.md out of the domain's exports. */
export function drawLawPage(law: object): string;
