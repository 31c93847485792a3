import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Organ } from '#domain';
import { Ledger } from '#ledger';
import { AskingOfficer } from '../auth/desk.guard';
import type { OrganUser } from '../auth/desk-user';
import { IncidentReader } from '../board/incident-reader';
import type { IncidentView } from '../board/incident-view';
import { UuidPipe } from '../board/uuid.pipe';
import { IdempotencyKey, type RequestKey } from '../idempotency/idempotency-key';
import { traceparentOf } from '../trace/traceparent';
import { EndHandOver } from './end-hand-over';
import { HandOverDto, HandOverReasonDto } from './hand-over.dto';
import { ListHandOvers, type HandOverItem } from './list-hand-overs';
import { OfferHandOver } from './offer-hand-over';

const KEY_HEADER = { name: 'Idempotency-Key', required: true, description: '8-128 visible ASCII characters' };
const ONE = 'incidents/:id/holds/:holdId/hand-overs/:handOverId';

/** 移交解除权: the right to change a hold goes to another organ when the case does. */
@ApiTags('hand-overs')
@ApiBearerAuth()
@Controller('api/v1')
export class HandOversController {
  constructor(private readonly offering: OfferHandOver, private readonly ending: EndHandOver, private readonly waiting: ListHandOvers, private readonly reader: IncidentReader, private readonly ledger: Ledger) {}

  @Get('hand-overs')
  @ApiOperation({ summary: '待本机关接收的移交 Offers that wait for your organ\'s word' })
  async list(@AskingOfficer() user: OrganUser): Promise<{ items: readonly HandOverItem[] }> {
    return { items: await this.waiting.run(user) };
  }

  @Get('incidents/:id/receiving-organs')
  @ApiOperation({ summary: '可接收移交的机关 Organs that a right can be handed over to: all of them' })
  async receivers(@Param('id', UuidPipe) id: string, @AskingOfficer() user: OrganUser): Promise<{ items: readonly Omit<Organ, 'path'>[] }> {
    await this.reader.facts(id, 0, 1, user);
    return { items: await this.ledger.sql.rows<Omit<Organ, 'path'>>('select code, name, level from organs where code <> $1 order by path', [user.organ.code]) };
  }

  @Post('incidents/:id/holds/:holdId/hand-overs') @HttpCode(201) @ApiHeader(KEY_HEADER)
  @ApiOperation({ summary: '提出移交一项控制的解除权 Offer the right to change a hold to another organ', description: '接收机关接收前，解除权仍在本机关 The right stays until the receiving organ accepts. 409 names the reason when it is not permitted.' })
  async offer(@Param('id', UuidPipe) id: string, @Param('holdId', UuidPipe) holdId: string, @Body() body: HandOverDto, @AskingOfficer() user: OrganUser, @IdempotencyKey() key: RequestKey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<IncidentView> {
    tellReplayed(reply, await this.offering.run(id, holdId, body, user, key, traceparentOf(request)));
    return this.reader.view(id, user);
  }

  @Post(`${ONE}/acceptance`) @HttpCode(200) @ApiHeader(KEY_HEADER)
  @ApiOperation({ summary: '接收移交 Accept the right' })
  async accept(@Param('id', UuidPipe) id: string, @Param('holdId', UuidPipe) holdId: string, @Param('handOverId', UuidPipe) handOverId: string, @AskingOfficer() user: OrganUser, @IdempotencyKey() key: RequestKey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<IncidentView> {
    tellReplayed(reply, await this.ending.run({ incidentId: id, holdId, handOverId, event: 'accept', reason: '' }, user, key, traceparentOf(request)));
    return this.reader.view(id, user);
  }

  @Post(`${ONE}/declination`) @HttpCode(200) @ApiHeader(KEY_HEADER)
  @ApiOperation({ summary: '拒绝移交 Decline the right', description: '拒绝后不再看到该警情 Whoever declines does not see the incident any more, so it is not in the answer.' })
  async decline(@Param('id', UuidPipe) id: string, @Param('holdId', UuidPipe) holdId: string, @Param('handOverId', UuidPipe) handOverId: string, @Body() body: HandOverReasonDto, @AskingOfficer() user: OrganUser, @IdempotencyKey() key: RequestKey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<{ handOverId: string; state: 'declined' }> {
    tellReplayed(reply, await this.ending.run({ incidentId: id, holdId, handOverId, event: 'decline', reason: body.reason }, user, key, traceparentOf(request)));
    return { handOverId, state: 'declined' };
  }

  @Post(`${ONE}/withdrawal`) @HttpCode(200) @ApiHeader(KEY_HEADER)
  @ApiOperation({ summary: '撤回移交 Withdraw the offer, before it is accepted' })
  async withdraw(@Param('id', UuidPipe) id: string, @Param('holdId', UuidPipe) holdId: string, @Param('handOverId', UuidPipe) handOverId: string, @Body() body: HandOverReasonDto, @AskingOfficer() user: OrganUser, @IdempotencyKey() key: RequestKey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<IncidentView> {
    tellReplayed(reply, await this.ending.run({ incidentId: id, holdId, handOverId, event: 'withdraw', reason: body.reason }, user, key, traceparentOf(request)));
    return this.reader.view(id, user);
  }
}

function tellReplayed(reply: FastifyReply, replayed: boolean): void {
  if (replayed) void reply.header('idempotent-replayed', 'true');
}
