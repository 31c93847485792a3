/** What is told of a fault that ran more than once: the whole of its worst run, by the fault's own measure (larger is worse); the last one of a fault that measures nothing. */
export function worstRun({ worseBy = () => 0 }, kept, told) {
  return kept === undefined || worseBy(told) >= worseBy(kept) ? told : kept;
}
