import type { DemoStory } from '../api/contract';
import type { Draft } from './draft';
import { emptyTransfer } from './transfer-draft';

const CARD_LENGTH = 16;

/** The story's report with a fresh account: a second report about one account would join the first one's stop. */
export function storyDraft(story: DemoStory, random: () => number, newId: () => string): Pick<Draft, 'victim' | 'transfers'> {
  return {
    victim: { victimName: story.victimName, victimPhone: '', victimIdNumber: '', callNumber: '', scheme: story.scheme, narrative: story.narrative },
    transfers: [{ ...emptyTransfer(newId()), accountNumber: storyAccount(story, random), amount: story.amountYuan, holderName: story.holderName }],
  };
}

/** A card number of the story's bank with a valid check digit (Luhn): prefix, random middle, a free digit, ending. */
export function storyAccount(story: Pick<DemoStory, 'accountPrefix' | 'accountEnding'>, random: () => number): string {
  const digits = (count: number): string => Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
  // Endings below 1000 mean something to the simulated banks; a story that names none must not hit one.
  const ending = story.accountEnding ?? `${1 + Math.floor(random() * 9)}${digits(3)}`;
  const start = story.accountPrefix + digits(CARD_LENGTH - story.accountPrefix.length - ending.length - 1);
  const free = [...'0123456789'].find((digit) => luhnSum(`${start}${digit}${ending}`) % 10 === 0);
  return `${start}${free ?? '0'}${ending}`;
}

function luhnSum(number: string): number {
  return [...number].reverse().reduce((sum, sign, i) => {
    const digit = i % 2 === 1 ? Number(sign) * 2 : Number(sign);
    return sum + (digit > 9 ? digit - 9 : digit);
  }, 0);
}
