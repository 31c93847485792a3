import { Module, type DynamicModule } from '@nestjs/common';
import { ApprovalsController } from './approvals.controller';
import { DecideApproval } from './decide-approval';
import { ListApprovals } from './list-approvals';

/** 批准: what waits for a leader's word, and that word. */
@Module({})
export class ApprovalsModule {
  static of(books: DynamicModule, board: DynamicModule): DynamicModule {
    return { module: ApprovalsModule, imports: [books, board], controllers: [ApprovalsController], providers: [DecideApproval, ListApprovals] };
  }
}
