import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { normaliseAccountNumber, type Organ } from '#domain';
import { Ledger } from '#ledger';
import { Asking, AskingOfficer } from '../auth/desk.guard';
import type { DeskUser, OrganUser } from '../auth/desk-user';
import { AccountHintsDto } from './account-hints.dto';
import { AccountHints } from './account-hints';
import { InstitutionDirectory, type KnownInstitution } from './institution-directory';

@ApiTags('reference')
@ApiBearerAuth()
@Controller('api/v1')
export class OrgansController {
  constructor(private readonly institutions: InstitutionDirectory, private readonly hints: AccountHints, private readonly ledger: Ledger) {}

  @Get('institutions')
  @ApiOperation({ summary: '机构 Institutions that can be instructed' })
  async listInstitutions(@Asking() _user: DeskUser): Promise<{ items: readonly KnownInstitution[] }> {
    return { items: await this.institutions.all() };
  }

  @Get('organs')
  @ApiOperation({ summary: '本机关及下级机关 Organs within your scope' })
  async listOrgans(@AskingOfficer() user: OrganUser): Promise<{ items: Organ[] }> {
    return { items: await this.ledger.sql.rows<Organ>("select code, name, level, path from organs where path like $1 || '%' order by path", [user.organ.path]) };
  }

  @Get('account-hints')
  @ApiOperation({ summary: '账号提示 What is known about an account number while it is being typed' })
  accountHints(@AskingOfficer() _user: OrganUser, @Query() query: AccountHintsDto) {
    return this.hints.run(normaliseAccountNumber(query.number));
  }
}
