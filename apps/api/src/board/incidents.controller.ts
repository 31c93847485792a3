import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Fact } from '#domain';
import { AskingOfficer } from '../auth/desk.guard';
import type { OrganUser } from '../auth/desk-user';
import { IncidentReader } from './incident-reader';
import type { IncidentView } from './incident-view';
import { ListFactsDto, ListIncidentsDto } from './incidents.dto';
import { ListIncidents, type IncidentList } from './list-incidents';
import { UuidPipe } from './uuid.pipe';

@ApiTags('incidents')
@ApiBearerAuth()
@Controller('api/v1/incidents')
export class IncidentsController {
  constructor(private readonly listIncidents: ListIncidents, private readonly reader: IncidentReader) {}

  @Get()
  @ApiOperation({ summary: '警情列表 Incidents within your scope, newest first' })
  list(@Query() query: ListIncidentsDto, @AskingOfficer() user: OrganUser): Promise<IncidentList> {
    return this.listIncidents.run(query, user);
  }

  @Get(':id')
  @ApiOperation({ summary: '警情详情 One incident with everything about it' })
  view(@Param('id', UuidPipe) id: string, @AskingOfficer() user: OrganUser): Promise<IncidentView> {
    return this.reader.view(id, user);
  }

  @Get(':id/facts')
  @ApiOperation({ summary: '流水 The facts of one incident, in order' })
  facts(@Param('id', UuidPipe) id: string, @Query() query: ListFactsDto, @AskingOfficer() user: OrganUser): Promise<{ items: readonly Fact[]; last: number }> {
    return this.reader.facts(id, query.after ?? 0, query.limit ?? 200, user);
  }
}
