import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Asking, OnlyFor } from '../auth/desk.guard';
import type { DeskUser } from '../auth/desk-user';
import { UuidPipe } from '../board/uuid.pipe';
import { tell } from '../idempotency/answered-before';
import { IdempotencyKey, type RequestKey } from '../idempotency/idempotency-key';
import { says } from '../problems/says';
import { traceparentOf } from '../trace/traceparent';
import { HandAnswerDto } from './hand-answer.dto';
import { ListBankDesk, type BankDeskItem } from './list-bank-desk';
import { RecordAnswerByHand, type RecordedBody } from './record-answer-by-hand';

class BankDeskQueryDto {
  @ApiPropertyOptional({ enum: ['open', 'ended'], default: 'open' })
  @IsOptional() @IsIn(['open', 'ended'], says('只能是 open 或 ended', 'must be open or ended'))
  state?: 'open' | 'ended';
}

@ApiTags('bank desk')
@ApiBearerAuth()
@Controller('api/v1')
export class BankDeskController {
  constructor(private readonly listBankDesk: ListBankDesk, private readonly recordAnswer: RecordAnswerByHand) {}

  @Get('bank-desk/instructions') @OnlyFor('bank_clerk')
  @ApiOperation({ summary: '本机构待办指令 Instructions to your institution' })
  async list(@Query() query: BankDeskQueryDto, @Asking() user: DeskUser): Promise<{ items: readonly BankDeskItem[] }> {
    return { items: await this.listBankDesk.run(user.institution?.code ?? '', query.state ?? 'open') };
  }

  @Post('incidents/:id/instructions/:instructionId/answers') @HttpCode(202) @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '人工登记反馈 Record an answer by hand' })
  async record(@Param('id', UuidPipe) id: string, @Param('instructionId', UuidPipe) instructionId: string, @Body() body: HandAnswerDto, @Asking() user: DeskUser, @IdempotencyKey() key: RequestKey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<RecordedBody> {
    return tell(reply, await this.recordAnswer.run(id, instructionId, body, user, key, traceparentOf(request)));
  }
}
