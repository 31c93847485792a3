import { Injectable } from '@nestjs/common';
import type { Fact } from '#domain';
import { Clock } from '#domain';
import { Ledger } from '#ledger';
import type { OrganUser } from '../auth/desk-user';
import type { Resume } from './board-messages.dto';
import { resumeTogether, type Missed } from './resume-together';

export interface Resumed { readonly facts: readonly Fact[]; readonly resync: boolean; readonly serverTime: string }

/** So many consoles are answered in one go; what else the process has to do gets its turn between. */
const CONSOLES_TOGETHER_MAX = 50;

interface Asking { readonly resume: Resume; readonly resolve: (missed: Missed) => void; readonly reject: (fault: unknown) => void }

/**
 * What a console missed while it was away: exactly the facts after those it has, of everything within its scope. Who asks while a read for the
 * same organ is under way is answered by the next one, together with everybody who asks meanwhile: no timer, and no read that began before the question.
 */
@Injectable()
export class ResumeBoard {
  /** By the organ's path, while a read for it is under way: who waits for the next one. */
  private readonly waiting = new Map<string, Asking[]>();

  constructor(private readonly ledger: Ledger, private readonly clock: Clock) {}

  async run(resume: Resume, user: OrganUser): Promise<Resumed> {
    const serverTime = this.clock.now().toISOString();
    const missed = await new Promise<Missed>((resolve, reject) => this.ask(user.organ.path, { resume, resolve, reject }));
    return { ...missed, serverTime };
  }

  private ask(organPath: string, asking: Asking): void {
    const waiting = this.waiting.get(organPath);
    if (waiting) return void waiting.push(asking);
    const begun = [asking];
    this.waiting.set(organPath, begun);
    void this.answer(organPath, begun);
  }

  private async answer(organPath: string, waiting: Asking[]): Promise<void> {
    while (waiting.length > 0) {
      const together = waiting.splice(0, CONSOLES_TOGETHER_MAX);
      try {
        await resumeTogether(this.ledger.sql, organPath, together.map(({ resume }) => resume), (place, missed) => together[place]?.resolve(missed));
      } catch (fault) {
        // Whoever has been answered already does not hear of it.
        for (const { reject } of together) reject(fault);
      }
    }
    this.waiting.delete(organPath);
  }
}
