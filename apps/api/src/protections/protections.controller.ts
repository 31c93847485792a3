import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AskingOfficer } from '../auth/desk.guard';
import type { OrganUser } from '../auth/desk-user';
import { IncidentReader } from '../board/incident-reader';
import type { IncidentView } from '../board/incident-view';
import { UuidPipe } from '../board/uuid.pipe';
import { IdempotencyKey, type RequestKey } from '../idempotency/idempotency-key';
import { traceparentOf } from '../trace/traceparent';
import { ProtectiveReleaseDto, ProtectiveStopDto } from './protective-stop.dto';
import { RequestProtectiveRelease } from './request-protective-release';
import { RequestProtectiveStop } from './request-protective-stop';

const KEY_HEADER = { name: 'Idempotency-Key', required: true, description: '8-128 visible ASCII characters' };

/** Protective stops of victims' own cards, and their ends. */
@ApiTags('protective-stops')
@ApiBearerAuth()
@Controller('api/v1/incidents')
export class ProtectionsController {
  constructor(private readonly stop: RequestProtectiveStop, private readonly release: RequestProtectiveRelease, private readonly reader: IncidentReader) {}

  @Post(':id/protective-stops') @HttpCode(202) @ApiHeader(KEY_HEADER)
  @ApiOperation({
    summary: '经本人同意，对被害人本人卡保护性止付 With consent, ask the victim\'s own bank to let nothing out of the card',
    description: '不是涉案账户止付：不占用两次止付，不计入控制金额。受理不等于生效：以银行反馈为准；银行不能线上办理的，即转人工电话联系 No stop of a suspect account: it spends none of the two and controls no money. Accepted is not done: the bank\'s answer counts. Where the bank cannot be told over the wire, a person is called to telephone it.',
  })
  async protect(@Param('id', UuidPipe) id: string, @Body() body: ProtectiveStopDto, @AskingOfficer() user: OrganUser, @IdempotencyKey() key: RequestKey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<IncidentView> {
    return this.answer(id, user, reply, await this.stop.run(id, body, user, key, traceparentOf(request)));
  }

  @Post(':id/protective-stops/:stopId/release') @HttpCode(202) @ApiHeader(KEY_HEADER)
  @ApiOperation({ summary: '应本人要求解除保护性止付 End a protective stop at the victim\'s wish', description: '一步解除，由要求它的机关办理；与涉案账户的止付互不影响 One step, by the organ that asked for it; a stop of the same account as a suspect\'s stays as it is.' })
  async unprotect(@Param('id', UuidPipe) id: string, @Param('stopId', UuidPipe) stopId: string, @Body() body: ProtectiveReleaseDto, @AskingOfficer() user: OrganUser, @IdempotencyKey() key: RequestKey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<IncidentView> {
    return this.answer(id, user, reply, await this.release.run(id, stopId, body, user, key, traceparentOf(request)));
  }

  private answer(id: string, user: OrganUser, reply: FastifyReply, replayed: boolean): Promise<IncidentView> {
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return this.reader.view(id, user);
  }
}
