import { create } from 'zustand';

/** Names a call as it stands: when more work for people comes up under it, it is another and shows again. */
export function callName(escalationId: string, humanTasks: number): string {
  return `${escalationId}/${humanTasks}`;
}

/** Calls to a higher level that this desk has seen: not its own to acknowledge, and no longer in its way. Gone with the page. */
export const useSeen = create<{ seen: ReadonlySet<string>; see(ids: readonly string[]): void }>()((set) => ({
  seen: new Set(),
  see: (ids) => set(({ seen }) => ({ seen: new Set([...seen, ...ids]) })),
}));
