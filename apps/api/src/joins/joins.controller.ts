import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AskingOfficer } from '../auth/desk.guard';
import type { OrganUser } from '../auth/desk-user';
import { IncidentReader } from '../board/incident-reader';
import type { IncidentView } from '../board/incident-view';
import { UuidPipe } from '../board/uuid.pipe';
import { IdempotencyKey, type RequestKey } from '../idempotency/idempotency-key';
import { traceparentOf } from '../trace/traceparent';
import { FindDuplicates, type DuplicatesView } from './find-duplicates';
import { JoinIncident, type JoinProposalView } from './join-incident';
import { DuplicatesDto, JoinDto, ProposalDto, UnjoinDto } from './joins.dto';

const KEY_HEADER = { name: 'Idempotency-Key', required: true, description: '8-128 visible ASCII characters' };

/** Reports of one deed: found while typing, joined, taken apart. */
@ApiTags('joins')
@ApiBearerAuth()
@Controller('api/v1')
export class JoinsController {
  constructor(private readonly duplicates: FindDuplicates, private readonly joins: JoinIncident, private readonly reader: IncidentReader) {}

  @Post('duplicates') @HttpCode(200)
  @ApiOperation({ summary: '录入时查重 Incidents that may be about the deed being typed', description: '只查不写；用 POST 是为了不让电话和账号出现在地址里 Changes nothing; a POST so that phone and account numbers stay out of addresses.' })
  find(@Body() body: DuplicatesDto, @AskingOfficer() user: OrganUser): Promise<DuplicatesView> {
    return this.duplicates.run(body, user);
  }

  @Get('incidents/:id/join')
  @ApiOperation({ summary: '并案建议 What speaks for joining this incident into another, and which payments are probably the same' })
  propose(@Param('id', UuidPipe) id: string, @Query() query: ProposalDto, @AskingOfficer() user: OrganUser): Promise<JoinProposalView> {
    return this.joins.propose(id, query.intoIncidentId, user);
  }

  @Post('incidents/:id/join') @HttpCode(201) @ApiHeader(KEY_HEADER)
  @ApiOperation({ summary: '并入另一警情 Join into another incident', description: '409 说明原因 names the reason when it is not permitted.' })
  async join(@Param('id', UuidPipe) id: string, @Body() body: JoinDto, @AskingOfficer() user: OrganUser, @IdempotencyKey() key: RequestKey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<IncidentView> {
    return this.answer(id, user, reply, await this.joins.join(id, body, user, key, traceparentOf(request)));
  }

  @Post('incidents/:id/unjoin') @HttpCode(201) @ApiHeader(KEY_HEADER)
  @ApiOperation({ summary: '拆分：撤销并入 Take a join apart' })
  async unjoin(@Param('id', UuidPipe) id: string, @Body() body: UnjoinDto, @AskingOfficer() user: OrganUser, @IdempotencyKey() key: RequestKey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<IncidentView> {
    return this.answer(id, user, reply, await this.joins.unjoin(id, body.reason.trim(), user, key, traceparentOf(request)));
  }

  private answer(id: string, user: OrganUser, reply: FastifyReply, replayed: boolean): Promise<IncidentView> {
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return this.reader.view(id, user);
  }
}
