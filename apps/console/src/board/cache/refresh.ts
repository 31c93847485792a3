import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Reads a query again after a push. Pushes come in bursts: while one reading is under way, all further ones become a single
 * reading after it, so a storm costs two requests and the last one always sees everything.
 */
export function createRefresher(client: QueryClient): (key: QueryKey) => void {
  const reading = new Map<string, 'once' | 'again'>();
  const refresh = (key: QueryKey): void => {
    const name = JSON.stringify(key);
    if (reading.has(name)) {
      reading.set(name, 'again');
      return;
    }
    reading.set(name, 'once');
    void client.invalidateQueries({ queryKey: key }, { cancelRefetch: true }).finally(() => {
      const again = reading.get(name) === 'again';
      reading.delete(name);
      if (again) refresh(key);
    });
  };
  return refresh;
}
