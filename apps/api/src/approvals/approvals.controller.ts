import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AskingOfficer, OnlyFor } from '../auth/desk.guard';
import type { OrganUser } from '../auth/desk-user';
import { IncidentReader } from '../board/incident-reader';
import type { IncidentView } from '../board/incident-view';
import { UuidPipe } from '../board/uuid.pipe';
import { IdempotencyKey, type RequestKey } from '../idempotency/idempotency-key';
import { traceparentOf } from '../trace/traceparent';
import { ApprovalDto } from './approval.dto';
import { DecideApproval } from './decide-approval';
import { ListApprovals, type ApprovalItem } from './list-approvals';

@ApiTags('approvals')
@ApiBearerAuth()
@Controller('api/v1')
export class ApprovalsController {
  constructor(private readonly listApprovals: ListApprovals, private readonly decideApproval: DecideApproval, private readonly reader: IncidentReader) {}

  @Get('approvals') @OnlyFor('commander')
  @ApiOperation({ summary: '待我批准的指令 Instructions that wait for my approval, longest first' })
  async list(@AskingOfficer() user: OrganUser): Promise<{ items: readonly ApprovalItem[] }> {
    return { items: await this.listApprovals.run(user) };
  }

  @Post('incidents/:id/instructions/:instructionId/approval') @HttpCode(202)
  @ApiHeader({ name: 'Idempotency-Key', required: true, description: '8-128 visible ASCII characters' })
  @ApiOperation({ summary: '批准或不批准一条指令 Approve or refuse an instruction', description: '同级或上级机关的指挥员，且非提出人 A commander of the same organ or above, never who asked for it.' })
  async decide(@Param('id', UuidPipe) id: string, @Param('instructionId', UuidPipe) instructionId: string, @Body() body: ApprovalDto, @AskingOfficer() user: OrganUser, @IdempotencyKey() key: RequestKey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<IncidentView> {
    const replayed = await this.decideApproval.run(id, instructionId, body, user, key, traceparentOf(request));
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return this.reader.view(id, user);
  }
}
