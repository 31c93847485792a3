import { Body, Controller, Headers, HttpCode, Param, Patch, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SoftWarning } from '#domain';
import { AdmittedGuard } from '../admission/admitted.guard';
import { AskingOfficer } from '../auth/desk.guard';
import type { OrganUser } from '../auth/desk-user';
import { IncidentReader } from '../board/incident-reader';
import type { IncidentView } from '../board/incident-view';
import { UuidPipe } from '../board/uuid.pipe';
import { tell } from '../idempotency/answered-before';
import { IdempotencyKey, type RequestKey } from '../idempotency/idempotency-key';
import { traceparentOf } from '../trace/traceparent';
import { AcknowledgeEscalation } from './acknowledge-escalation';
import { AddTransfer } from './add-transfer';
import { AskResend } from './ask-resend';
import { AllowSecondStop } from './allow-second-stop';
import { CorrectTransfer } from './correct-transfer';
import { EnrichIncident } from './enrich-incident';
import { versionOf } from './lock-incident';
import type { ReportedBody } from './report';
import { ReportIncident } from './report-incident';
import { AcknowledgeDto, AllowSecondStopDto, AskResendDto, EnrichIncidentDto, ReportIncidentDto } from './report.dto';
import { AddTransferDto, CorrectTransferDto } from './transfer.dto';

const KEY_HEADER = { name: 'Idempotency-Key', required: true, description: '8-128 visible ASCII characters' };
const VERSION_HEADER = { name: 'If-Match', description: '所见版本 The version that you saw' };

/** What people change about incidents. */
@ApiTags('intake')
@ApiBearerAuth()
@Controller('api/v1/incidents')
export class IntakeController {
  constructor(
    private readonly reportIncident: ReportIncident, private readonly addTransfer: AddTransfer, private readonly correctTransfer: CorrectTransfer,
    private readonly enrichIncident: EnrichIncident, private readonly acknowledgeEscalation: AcknowledgeEscalation,
    private readonly allowSecondStop: AllowSecondStop, private readonly askResend: AskResend, private readonly reader: IncidentReader,
  ) {}

  @Post() @ApiHeader(KEY_HEADER) @UseGuards(AdmittedGuard)
  @ApiOperation({ summary: '录入警情 Report an incident' })
  async report(@Body() body: ReportIncidentDto, @AskingOfficer() user: OrganUser, @IdempotencyKey() key: RequestKey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<ReportedBody> {
    return tell(reply, await this.reportIncident.run(body, user, key, traceparentOf(request)));
  }

  @Patch(':id') @ApiHeader({ ...VERSION_HEADER, required: true })
  @ApiOperation({ summary: '补充警情 Add to what is known' })
  async enrich(@Param('id', UuidPipe) id: string, @Body() body: EnrichIncidentDto, @Headers('if-match') version: string | undefined, @AskingOfficer() user: OrganUser, @Req() request: FastifyRequest): Promise<IncidentView> {
    await this.enrichIncident.run(id, body, versionOf(version), user, traceparentOf(request));
    return this.reader.view(id, user);
  }

  @Post(':id/transfers') @HttpCode(201) @ApiHeader(KEY_HEADER)
  @ApiOperation({ summary: '补录转账 Add a transfer' })
  async add(@Param('id', UuidPipe) id: string, @Body() body: AddTransferDto, @AskingOfficer() user: OrganUser, @IdempotencyKey() key: RequestKey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<{ incident: IncidentView; warnings: readonly SoftWarning[] }> {
    const { warnings } = tell(reply, await this.addTransfer.run(id, body, user, key, traceparentOf(request)));
    return { incident: await this.reader.view(id, user), warnings };
  }

  @Post(':id/transfers/:transferId/resend') @HttpCode(202) @ApiHeader(KEY_HEADER)
  @ApiOperation({ summary: '止付被拒或撤回后重新拟令 A new instruction after one that was refused or withdrawn' })
  async resend(@Param('id', UuidPipe) id: string, @Param('transferId', UuidPipe) transferId: string, @Body() body: AskResendDto, @AskingOfficer() user: OrganUser, @IdempotencyKey() key: RequestKey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<IncidentView> {
    if (await this.askResend.run(id, transferId, body.reason, user, key, traceparentOf(request))) void reply.header('idempotent-replayed', 'true');
    return this.reader.view(id, user);
  }

  @Patch(':id/transfers/:transferId') @ApiHeader({ ...VERSION_HEADER, required: false })
  @ApiOperation({ summary: '更正转账 Put a transfer right while nothing is stopped there' })
  async correct(@Param('id', UuidPipe) id: string, @Param('transferId', UuidPipe) transferId: string, @Body() body: CorrectTransferDto, @Headers('if-match') version: string | undefined, @AskingOfficer() user: OrganUser, @Req() request: FastifyRequest): Promise<IncidentView> {
    await this.correctTransfer.run(id, transferId, body, version === undefined ? null : versionOf(version), user, traceparentOf(request));
    return this.reader.view(id, user);
  }

  @Post(':id/transfers/:transferId/second-stop') @HttpCode(201) @ApiHeader(KEY_HEADER)
  @ApiOperation({ summary: '决定使用第二次（最后一次）止付 Decide to spend the account\'s second and last stop' })
  async secondStop(@Param('id', UuidPipe) id: string, @Param('transferId', UuidPipe) transferId: string, @Body() body: AllowSecondStopDto, @AskingOfficer() user: OrganUser, @IdempotencyKey() key: RequestKey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<IncidentView> {
    const replayed = await this.allowSecondStop.run(id, transferId, body.reason.trim(), user, key, traceparentOf(request));
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return this.reader.view(id, user);
  }

  @Post(':id/escalations/:escalationId/acknowledgement') @HttpCode(201) @ApiHeader(KEY_HEADER)
  @ApiOperation({ summary: '签收升级 Acknowledge an escalation' })
  async acknowledge(@Param('id', UuidPipe) id: string, @Param('escalationId', UuidPipe) escalationId: string, @Body() body: AcknowledgeDto, @AskingOfficer() user: OrganUser, @IdempotencyKey() key: RequestKey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<IncidentView> {
    const replayed = await this.acknowledgeEscalation.run(id, escalationId, body.note?.trim() ?? '', user, key, traceparentOf(request));
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return this.reader.view(id, user);
  }
}
