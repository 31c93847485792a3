import { create } from 'zustand';

interface JoinIntent {
  /** The incident into which the report being typed shall be joined once it is sent. */
  into: { readonly id: string; readonly number: string } | null;
  /** The report that was sent meanwhile. */
  from: string | null;
  choose(into: JoinIntent['into']): void;
  sent(from: string): void;
  /** Where this incident shall be joined into; told once. */
  take(from: string): string | undefined;
}

/** Act first: what the operator decided about a duplicate while typing is asked again, with all figures, when the report is out. */
export const useJoinIntent = create<JoinIntent>()((set, get) => ({
  into: null,
  from: null,
  choose: (into) => set({ into, from: null }),
  sent: (from) => set({ from: get().into ? from : null }),
  take: (from) => {
    const intent = get();
    if (!intent.into || intent.from !== from) return undefined;
    set({ into: null, from: null });
    return intent.into.id;
  },
}));
