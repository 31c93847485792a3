import { createContext, useContext } from 'react';
import type { BoardCache } from './cache/board-cache';

export const BoardContext = createContext<BoardCache | undefined>(undefined);

/** The board's cache of this session. Throws outside of it (a bug). */
export function useBoard(): BoardCache {
  const board = useContext(BoardContext);
  if (!board) throw new Error('no board here');
  return board;
}
