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
import { OverrideAnswer } from './override-answer';
import { OverrideDto } from './override.dto';

@ApiTags('overrides')
@ApiBearerAuth()
@Controller('api/v1')
export class OverridesController {
  constructor(private readonly overrideAnswer: OverrideAnswer, private readonly reader: IncidentReader) {}

  @Post('incidents/:id/instructions/:instructionId/override') @HttpCode(202)
  @ApiHeader({ name: 'Idempotency-Key', required: true, description: '8-128 visible ASCII characters' })
  @ApiOperation({ summary: '更正反馈 State what is really true of a stop', description: '同级或上级机关的指挥员，且非登记该反馈的人；调度执行后生效 A commander of the same organ or above, never who recorded the answer by hand; it counts once the dispatcher has carried it out.' })
  async override(@Param('id', UuidPipe) id: string, @Param('instructionId', UuidPipe) instructionId: string, @Body() body: OverrideDto, @AskingOfficer() user: OrganUser, @IdempotencyKey() key: RequestKey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<IncidentView> {
    const replayed = await this.overrideAnswer.run(id, instructionId, body, user, key, traceparentOf(request));
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return this.reader.view(id, user);
  }
}
