import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AskingOfficer } from '../auth/desk.guard';
import type { OrganUser } from '../auth/desk-user';
import { OfficerDirectory, type OfficerItem } from './officer-directory';

@ApiTags('officers')
@ApiBearerAuth()
@Controller('api/v1/officers')
export class OfficersController {
  constructor(private readonly officers: OfficerDirectory) {}

  @Get()
  @ApiOperation({ summary: '可任协查人的办案人员 Officers who can be the second officer' })
  async list(@AskingOfficer() user: OrganUser): Promise<{ items: readonly OfficerItem[] }> {
    return { items: await this.officers.listFor(user) };
  }
}
