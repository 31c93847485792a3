import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { BankDeskPage } from '../bank-desk/bank-desk-page';
import type { Me } from '../api/contract';
import { KeyCard } from '../keyboard/key-card';
import { useKeys } from '../keyboard/use-keys';
import { BoardCache } from './cache/board-cache';
import { BoardContext } from './board-context';
import { openBoardLink } from '../connection/board-link';
import { ConnectionBanner } from '../connection/connection-banner';
import { DeskPage } from './desk-page';
import { Head } from './head';
import { Notices } from '../connection/notices';

/** The frame around every desk: who, where, how connected; and the socket, for as long as the session lasts. */
export function Shell({ token, user, client }: { token: string; user: Me; client: QueryClient }) {
  const [board] = useState(() => new BoardCache(client, user.role !== 'bank_clerk'));
  const [helpOpen, setHelpOpen] = useState(false);
  useEffect(() => openBoardLink(token, board), [token, board]);
  useKeys({ '?': () => setHelpOpen(true) });
  return (
    <BoardContext value={board}>
      <div className="shell">
        <Head user={user} help={() => setHelpOpen(true)} />
        <ConnectionBanner />
        {user.role === 'bank_clerk' ? <BankDeskPage /> : <DeskPage user={user} />}
        <Notices />
        <KeyCard open={helpOpen} close={() => setHelpOpen(false)} role={user.role} />
      </div>
    </BoardContext>
  );
}
