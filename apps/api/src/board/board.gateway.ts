import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { SubscribeMessage, WebSocketGateway, WebSocketServer, type OnGatewayConnection, type OnGatewayInit } from '@nestjs/websockets';
import type { Namespace, Socket } from 'socket.io';
import { Clock } from '#domain';
import { Ledger } from '#ledger';
import { TokenBuckets } from '../auth/token-bucket';
import { TokenDesk } from '../auth/token-desk';
import { IN_SIGHT } from './in-sight';
import { ApiMetrics } from '../health/api-metrics';
import { isWatch, parseResume } from './board-messages.dto';
import { incidentRoom, institutionRoom, isOrganRoom, organRoom, pathOfOrganRoom } from './board-rooms';
import { boardFault, connectionRefused, type BoardFault, type BoardSocket } from './board-socket';
import { PushFacts } from './push-facts';
import { ResumeBoard, type Resumed } from './resume-board';

const WATCHED_MAX = 50;
const MESSAGES_PER_SECOND = 20;
const MESSAGES_BURST = 60;
const SESSIONS_CHECKED_EVERY_MS = 10_000;
/** A desk that could not be checked waits about so long before it may knock again, spread: a thousand are told in one moment. */
const KNOCK_AGAIN_AFTER_MS = 1_000;

/**
 * The desks' live line. A door of its own: it authenticates, parses and limits by itself (Nest's HTTP guards do not reach here).
 */
@WebSocketGateway({ namespace: '/board' })
export class BoardGateway implements OnGatewayInit, OnGatewayConnection, OnApplicationBootstrap, BeforeApplicationShutdown {
  @WebSocketServer() private readonly board!: Namespace;
  private readonly logger = new Logger('Board');
  private readonly buckets = new TokenBuckets(MESSAGES_PER_SECOND, MESSAGES_BURST);
  private checking: NodeJS.Timeout | undefined;

  constructor(
    private readonly tokens: TokenDesk, private readonly ledger: Ledger, private readonly pushFacts: PushFacts, private readonly resumeBoard: ResumeBoard,
    private readonly metrics: ApiMetrics, private readonly clock: Clock,
  ) {}

  afterInit(board: Namespace): void {
    board.use((socket, next) => {
      this.letIn(socket as BoardSocket).then((refused) => next(refused), (fault: unknown) => {
        this.logger.error({ fault: String(fault) }, 'a connection could not be checked');
        setTimeout(() => {
          sendAway(socket);
          // Without a word socket.io would keep it for ever; on a line that is ending nobody hears it.
          next(new Error('unavailable'));
        }, KNOCK_AGAIN_AFTER_MS * (0.5 + Math.random())).unref();
      });
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.pushFacts.start((room, push) => void this.board.to(room).emit('facts', push), {
      in: (room) => (this.board.adapter.rooms.get(room)?.size ?? 0) > 0,
      organPaths: () => [...this.board.adapter.rooms.keys()].filter(isOrganRoom).map(pathOfOrganRoom),
    });
    this.checking = setInterval(() => void this.endOldSessions(), SESSIONS_CHECKED_EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.checking);
    await this.pushFacts.stop();
    for (const socket of this.board.sockets.values()) sendAway(socket);
  }

  handleConnection(socket: BoardSocket): void {
    const { user } = socket.data;
    this.metrics.socketClients.inc();
    socket.on('disconnect', () => this.metrics.socketClients.dec());
    void socket.join(user.organ ? organRoom(user.organ.path) : institutionRoom(user.institution?.code ?? ''));
    socket.emit('welcome', { serverTime: this.clock.now().toISOString(), organPath: user.organ?.path ?? null });
  }

  @SubscribeMessage('time')
  time(socket: BoardSocket): { serverTime: string } | BoardFault {
    return this.refuse(socket) ?? { serverTime: this.clock.now().toISOString() };
  }

  @SubscribeMessage('watch')
  async watch(socket: BoardSocket, message: unknown): Promise<{ ok: true } | BoardFault> {
    const refused = this.refuse(socket);
    if (refused) return refused;
    if (!isWatch(message)) return boardFault('invalid');
    const { user, watched } = socket.data;
    if (watched.size >= WATCHED_MAX) return boardFault('too_many');
    const id = message.incidentId.toLowerCase();
    const found = await this.served(async () => (user.organ ? await this.ledger.sql.rows(`select 1 from incidents i where id = $1 and ${IN_SIGHT}`, [id, user.organ.path]) : []));
    if (!Array.isArray(found)) return found;
    if (found.length === 0) return boardFault('not_found');
    watched.add(id);
    await socket.join(incidentRoom(id));
    return { ok: true };
  }

  @SubscribeMessage('unwatch')
  async unwatch(socket: BoardSocket, message: unknown): Promise<{ ok: true } | BoardFault> {
    const refused = this.refuse(socket);
    if (refused) return refused;
    if (!isWatch(message)) return boardFault('invalid');
    socket.data.watched.delete(message.incidentId.toLowerCase());
    await socket.leave(incidentRoom(message.incidentId.toLowerCase()));
    return { ok: true };
  }

  @SubscribeMessage('resume')
  async resume(socket: BoardSocket, message: unknown): Promise<Resumed | BoardFault> {
    const refused = this.refuse(socket);
    if (refused) return refused;
    const resume = parseResume(message);
    if (!resume) return boardFault('invalid');
    const { user } = socket.data;
    const organ = user.organ;
    if (!organ) return { facts: [], resync: true, serverTime: this.clock.now().toISOString() };
    return this.served(() => this.resumeBoard.run(resume, { ...user, organ }));
  }

  private async letIn(socket: BoardSocket): Promise<Error | undefined> {
    const token: unknown = socket.handshake.auth['token'];
    const session = typeof token === 'string' && token.length < 2_000 ? await this.tokens.userOf(token) : undefined;
    if (!session) return connectionRefused();
    socket.data = { user: session.user, login: session.user.login, expiresAtMs: session.expiresAtMs, watched: new Set() };
    return undefined;
  }

  private refuse(socket: BoardSocket): BoardFault | undefined {
    if (socket.data.expiresAtMs < Date.now()) return boardFault('unauthorised');
    return this.buckets.take(socket.id, Date.now()) > 0 ? boardFault('too_many') : undefined;
  }

  private async served<Answer>(work: () => Promise<Answer>): Promise<Answer | BoardFault> {
    try {
      return await work();
    } catch (fault) {
      this.logger.error({ fault: fault instanceof Error ? fault.stack : String(fault) }, 'a message could not be served');
      return boardFault('unavailable');
    }
  }

  /** A session that has ended, or a user who was disabled, hears nothing more. */
  private async endOldSessions(): Promise<void> {
    const now = Date.now();
    for (const socket of this.board.sockets.values() as IterableIterator<unknown> as IterableIterator<BoardSocket>) {
      const gone = socket.data.expiresAtMs < now || (await this.served(() => this.tokens.isDisabled(socket.data.login))) === true;
      if (gone) sendAway(socket);
    }
  }
}

/**
 * Ends the connection below socket.io: a client whose line broke knocks again by itself, and hears then why it may not come in. After socket.io's
 * own "disconnect", or a refusal, it stays away until somebody loads the page again; so only a session that counts no more is refused.
 */
function sendAway({ conn }: Pick<Socket, 'conn'>): void {
  conn.close();
}
