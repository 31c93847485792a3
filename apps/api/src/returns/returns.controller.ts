import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AskingOfficer } from '../auth/desk.guard';
import type { OrganUser } from '../auth/desk-user';
import { IncidentReader } from '../board/incident-reader';
import type { IncidentView } from '../board/incident-view';
import { UuidPipe } from '../board/uuid.pipe';
import { IdempotencyKey, type RequestKey } from '../idempotency/idempotency-key';
import { traceparentOf } from '../trace/traceparent';
import { DecideReturn } from './decide-return';
import { DivideHold } from './divide-hold';
import { EndReturn } from './end-return';
import { ProposeReturn, type ReturnProposal } from './propose-return';
import { ApprovedDto, CancellationDto, PaymentDto, ReturnDto } from './return.dto';

const KEY_HEADER = { name: 'Idempotency-Key', required: true, description: '8-128 visible ASCII characters' };

/** Frozen money goes back to victims. */
@ApiTags('returns')
@ApiBearerAuth()
@Controller('api/v1/incidents')
export class ReturnsController {
  constructor(private readonly decision: DecideReturn, private readonly division: DivideHold, private readonly ending: EndReturn, private readonly proposal: ProposeReturn, private readonly reader: IncidentReader) {}

  @Get(':id/holds/:holdId/return-proposal')
  @ApiOperation({ summary: '按比例返还建议 Shares of all victims whose loss the hold secures, by losses, to the fen' })
  propose(@Param('id', UuidPipe) id: string, @Param('holdId', UuidPipe) holdId: string, @AskingOfficer() user: OrganUser): Promise<ReturnProposal> {
    return this.proposal.run(id, holdId, user);
  }

  @Post(':id/holds/:holdId/shares') @HttpCode(200) @ApiHeader(KEY_HEADER)
  @ApiOperation({ summary: '按损失比例重新分配冻结资金 Divide what the freeze secures among its victims, by losses', description: '仅由作出冻结的机关决定；每名被害人不超过其资金中可由该冻结保全的金额 Only by the organ whose freeze it is; nobody gets more than can secure the loss. 409 names the reason when it is not permitted.' })
  async divide(@Param('id', UuidPipe) id: string, @Param('holdId', UuidPipe) holdId: string, @Body() body: ApprovedDto, @AskingOfficer() user: OrganUser, @IdempotencyKey() key: RequestKey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<IncidentView> {
    return this.answer(id, user, reply, await this.division.run(id, holdId, body, user, key, traceparentOf(request)));
  }

  @Post(':id/holds/:holdId/returns') @HttpCode(201) @ApiHeader(KEY_HEADER)
  @ApiOperation({ summary: '决定返还冻结资金 Decide to return frozen money', description: '决定不等于返还：银行支付并登记后才计入已返还 Decided is not returned: it counts when the bank paid and that is recorded. 409 names the reason when it is not permitted.' })
  async decide(@Param('id', UuidPipe) id: string, @Param('holdId', UuidPipe) holdId: string, @Body() body: ReturnDto, @AskingOfficer() user: OrganUser, @IdempotencyKey() key: RequestKey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<IncidentView> {
    return this.answer(id, user, reply, await this.decision.run(id, holdId, body, user, key, traceparentOf(request)));
  }

  @Post(':id/returns/:returnId/payment') @HttpCode(200) @ApiHeader(KEY_HEADER)
  @ApiOperation({ summary: '登记银行已支付 Record that the bank paid, with its moment and serial number' })
  async pay(@Param('id', UuidPipe) id: string, @Param('returnId', UuidPipe) returnId: string, @Body() body: PaymentDto, @AskingOfficer() user: OrganUser, @IdempotencyKey() key: RequestKey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<IncidentView> {
    return this.answer(id, user, reply, await this.ending.pay(id, returnId, body, user, key, traceparentOf(request)));
  }

  @Post(':id/returns/:returnId/cancellation') @HttpCode(200) @ApiHeader(KEY_HEADER)
  @ApiOperation({ summary: '撤销未支付的返还决定 Call off a return that is not paid' })
  async cancel(@Param('id', UuidPipe) id: string, @Param('returnId', UuidPipe) returnId: string, @Body() body: CancellationDto, @AskingOfficer() user: OrganUser, @IdempotencyKey() key: RequestKey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<IncidentView> {
    return this.answer(id, user, reply, await this.ending.cancel(id, returnId, body, user, key, traceparentOf(request)));
  }

  private answer(id: string, user: OrganUser, reply: FastifyReply, replayed: boolean): Promise<IncidentView> {
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return this.reader.view(id, user);
  }
}
