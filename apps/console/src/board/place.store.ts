import { create } from 'zustand';

export type Place = { readonly kind: 'none' } | { readonly kind: 'intake' } | { readonly kind: 'incident'; readonly id: string };

/** `#/incident/<id>`, `#/intake`: what the right side shows lives in the address, so it can be reloaded and passed on. */
export function placeOf(hash: string): Place {
  const incident = /^#\/incident\/([\w-]+)$/.exec(hash)?.[1];
  if (incident) return { kind: 'incident', id: incident };
  return { kind: hash === '#/intake' ? 'intake' : 'none' };
}

interface Where { place: Place; go(place: Place): void }

export const usePlace = create<Where>()((set) => {
  globalThis.window?.addEventListener('hashchange', () => set({ place: placeOf(location.hash) }));
  return {
    place: placeOf(globalThis.location?.hash ?? ''),
    go: (place) => {
      location.hash = place.kind === 'incident' ? `#/incident/${place.id}` : place.kind === 'intake' ? '#/intake' : '#/';
      set({ place });
    },
  };
});
