import { Body, Controller, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Asking, AskingOfficer, OnlyFor } from '../auth/desk.guard';
import type { DeskUser, OrganUser } from '../auth/desk-user';
import { IncidentReader } from '../board/incident-reader';
import type { IncidentView } from '../board/incident-view';
import { UuidPipe } from '../board/uuid.pipe';
import { tell } from '../idempotency/answered-before';
import { IdempotencyKey, requestKeyOf, type RequestKey } from '../idempotency/idempotency-key';
import { traceparentOf } from '../trace/traceparent';
import { PasteStatement } from './paste-statement';
import type { StatementPreview } from './preview-statement';
import { QueryDto } from './query.dto';
import { RequestQuery } from './request-query';
import { StatementDto, StatementTextDto } from './statement.dto';

/** How people help the chase: questions to institutions, and pasted rows. */
@ApiTags('chase')
@ApiBearerAuth()
@Controller('api/v1')
export class ChaseController {
  constructor(private readonly requestQuery: RequestQuery, private readonly statement: PasteStatement, private readonly reader: IncidentReader) {}

  @Post('incidents/:id/transfers/:transferId/queries') @HttpCode(202)
  @ApiHeader({ name: 'Idempotency-Key', required: true, description: '8-128 visible ASCII characters' })
  @ApiOperation({ summary: '查询流水、持卡人，监控或解除监控 Ask the institution about the account', description: '查询不影响账户，不占用止付次数。409 说明机构为何不能办理 Asking holds nothing and spends no stop. 409 says why it cannot be asked.' })
  async ask(@Param('id', UuidPipe) id: string, @Param('transferId', UuidPipe) transferId: string, @Body() body: QueryDto, @AskingOfficer() user: OrganUser, @IdempotencyKey() key: RequestKey, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<IncidentView> {
    const replayed = await this.requestQuery.run(id, transferId, body, user, key, traceparentOf(request));
    if (replayed) void reply.header('idempotent-replayed', 'true');
    return this.reader.view(id, user);
  }

  @Post('incidents/:id/transfers/:transferId/statement')
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'commit 为 true 时必填 Needed when commit is true' })
  @ApiOperation({ summary: '粘贴流水：预览或录入 Paste rows of a statement: preview or add', description: 'commit=false 返回每行的判定；commit=true 一次录入全部新行 false tells what would become of each row; true adds all new rows in one commit' })
  async paste(@Param('id', UuidPipe) id: string, @Param('transferId', UuidPipe) transferId: string, @Body() body: StatementDto, @AskingOfficer() user: OrganUser, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<StatementPreview> {
    if (!body.commit) {
      void reply.status(200);
      return this.statement.preview(id, transferId, body.text, user);
    }
    const key = requestKeyOf(request.headers['idempotency-key'], request.method, request.url.split('?')[0] ?? '', request.body);
    return tell(reply, await this.statement.commit(id, transferId, body.text, user, key, traceparentOf(request)));
  }

  @Post('incidents/:id/instructions/:instructionId/statement') @HttpCode(200) @OnlyFor('bank_clerk')
  @ApiOperation({ summary: '银行专员粘贴流水：预览 A bank clerk pastes rows: preview' })
  async previewForClerk(@Param('id', UuidPipe) id: string, @Param('instructionId', UuidPipe) instructionId: string, @Body() body: StatementTextDto, @Asking() user: DeskUser): Promise<StatementPreview> {
    return this.statement.previewForClerk(id, instructionId, body.text, user);
  }
}
