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
import { MeasureDto } from './measure.dto';
import { ListPermittedMeasures, type PermittedMeasures } from './permitted-measures';
import { RequestMeasure } from './request-measure';

/** What people ask for on holds. */
@ApiTags('measures')
@ApiBearerAuth()
@Controller('api/v1/incidents')
export class MeasuresController {
  constructor(private readonly requestMeasure: RequestMeasure, private readonly permitted: ListPermittedMeasures, private readonly reader: IncidentReader) {}

  @Get(':id/holds/:holdId/measures')
  @ApiOperation({ summary: '一项控制现在可采取的措施，不可采取的注明原因 Which measures a hold permits now, and why not the others', description: '仅供参考，提出时仍要核对 Advice only: a measure is judged again when it is asked for.' })
  list(@Param('id', UuidPipe) id: string, @Param('holdId', UuidPipe) holdId: string, @AskingOfficer() user: OrganUser): Promise<PermittedMeasures> {
    return this.permitted.run(id, holdId, user);
  }

  @Post(':id/holds/:holdId/measures') @HttpCode(202)
  @ApiHeader({ name: 'Idempotency-Key', required: true, description: '8-128 visible ASCII characters' })
  @ApiOperation({ summary: '对一项控制续止、解除、冻结、续冻或解冻 Extend, release, freeze, extend the freeze of, or unfreeze a hold', description: '受理不等于生效：以银行反馈为准 Accepted is not done: the institution\'s answer counts. 409 names the reason when it is not permitted.' })
  async request(@Param('id', UuidPipe) id: string, @Param('holdId', UuidPipe) holdId: string, @Body() body: MeasureDto, @AskingOfficer() user: OrganUser, @IdempotencyKey() key: RequestKey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<IncidentView> {
    const replayed = await this.requestMeasure.run(id, holdId, body, user, key, traceparentOf(request));
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return this.reader.view(id, user);
  }
}
