import { io } from 'socket.io-client';

const RECONNECT_MS = 500;

/**
 * Listens at the board before anything is reported, then tells one incident's facts in order and without gaps: what the
 * socket brings is taken by its number; after a jump or a lost connection the missing ones are fetched by HTTP.
 */
export class IncidentFollower {
  constructor(api, { onFact, onLost, onBack, onFault }) {
    Object.assign(this, { api, onFact, onLost, onBack, onFault });
    this.lastSeq = 0;
    this.incidentId = undefined;
    /** Facts that came before we knew which incident is ours. */
    this.early = [];
    this.catchingUp = undefined;
  }

  /** Resolves when the board has let us in. */
  open() {
    this.socket = io(`${this.api.url}/board`, { transports: ['websocket'], auth: { token: this.api.token }, reconnectionDelay: 200, reconnectionDelayMax: RECONNECT_MS });
    this.socket.on('facts', ({ facts }) => this.take(facts));
    this.socket.on('disconnect', () => this.onLost());
    return new Promise((resolve, reject) => {
      let welcomed = false;
      this.socket.on('welcome', () => {
        if (welcomed) this.comeBack();
        welcomed = true;
        resolve();
      });
      this.socket.on('connect_error', (error) => {
        if (error.data?.code) reject(new Error(`看板拒绝 the board refuses: ${error.data.code}`));
      });
    });
  }

  /** From now on this incident's facts are told, those that came early first. */
  watch(incidentId) {
    this.incidentId = incidentId;
    const early = this.early;
    this.early = [];
    this.take(early);
  }

  take(facts) {
    if (this.incidentId === undefined) {
      this.early.push(...facts);
      return;
    }
    for (const fact of facts) {
      if (fact.incidentId !== this.incidentId || fact.seq <= this.lastSeq) continue;
      if (fact.seq > this.lastSeq + 1) {
        this.catchUp();
        return;
      }
      this.lastSeq = fact.seq;
      this.onFact(fact);
    }
  }

  comeBack() {
    this.onBack();
    this.catchUp();
  }

  /** Fetches what is missing, one round at a time. */
  catchUp() {
    if (this.incidentId === undefined) return;
    this.catchingUp ??= this.api
      .get(`/api/v1/incidents/${this.incidentId}/facts?after=${this.lastSeq}&limit=1000`)
      .then(({ items }) => {
        this.catchingUp = undefined;
        this.take(items);
      })
      .catch((error) => {
        this.catchingUp = undefined;
        this.onFault(error);
      });
  }

  close() {
    this.socket?.removeAllListeners();
    this.socket?.disconnect();
  }
}
