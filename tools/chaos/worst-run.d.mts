/** Of two runs of one fault the worse one; see worst-run.mjs. */
export function worstRun<Told>(fault: { worseBy?: (told: Told) => number }, kept: Told | undefined, told: Told): Told;
