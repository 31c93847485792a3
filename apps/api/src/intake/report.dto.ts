import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, IsOptional, IsString, Length, Matches, MaxLength, ValidateNested } from 'class-validator';
import { says } from '../problems/says';
import { IsMoment } from '../problems/is-moment';
import { TransferDto } from './transfer.dto';

export const TRANSFERS_PER_REPORT_MAX = 50;
const text = () => IsString(says('需要文本', 'needs a text'));
const upTo = (max: number) => MaxLength(max, says(`最多 ${max} 个字符`, `at most ${max} characters`));

/** What may be known of victim and deed; all of it may come later. An empty text takes a value back. */
export class DetailsDto {
  @ApiPropertyOptional() @IsOptional() @text() @upTo(100)
  victimName?: string;
  @ApiPropertyOptional() @IsOptional() @text() @upTo(40)
  victimPhone?: string;
  @ApiPropertyOptional() @IsOptional() @text() @upTo(40)
  victimIdNumber?: string;
  @ApiPropertyOptional({ description: '诈骗类型 Kind of fraud' }) @IsOptional() @text() @upTo(100)
  scheme?: string;
  @ApiPropertyOptional() @IsOptional() @text() @upTo(4000)
  narrative?: string;
  @ApiPropertyOptional({ description: '接警系统的警情编号 Number of the call' }) @IsOptional() @text() @upTo(64)
  callNumber?: string;
  @ApiPropertyOptional({ description: '协查人代码；不填为本机关默认协查人 Code of the second officer; the organ\'s usual one when absent' }) @IsOptional() @text() @upTo(64)
  secondOfficerCode?: string;
}

export class ReportIncidentDto extends DetailsDto {
  @ApiPropertyOptional({ example: '2026-11-23T10:20:00+08:00', description: '报警时间；不填为现在 When the victim called; now when absent' })
  @IsOptional() @IsMoment()
  reportedAt?: string;

  @ApiProperty({ type: [TransferDto], minItems: 1, maxItems: TRANSFERS_PER_REPORT_MAX })
  @IsArray(says('需要转账列表，至少一笔', 'needs a list of transfers, at least one')) @ArrayMinSize(1, says('至少填写一笔转账', 'give at least one transfer'))
  @ArrayMaxSize(TRANSFERS_PER_REPORT_MAX, says(`一次最多 ${TRANSFERS_PER_REPORT_MAX} 笔，其余请补录`, `at most ${TRANSFERS_PER_REPORT_MAX} at once; add the rest afterwards`))
  @IsObject({ each: true, ...says('每一项须为转账对象', 'every entry must be a transfer object') }) @ValidateNested({ each: true }) @Type(() => TransferDto)
  transfers!: TransferDto[];
}

/** More about the deed: also the number of the case, once it is filed. */
export class EnrichIncidentDto extends DetailsDto {
  @ApiPropertyOptional({ description: '案件编号（立案后） Case number, after filing' }) @IsOptional() @text() @upTo(64)
  caseNumber?: string;
}

/** Spending an account's last stop needs a reason that can be read later. */
export class AllowSecondStopDto {
  @ApiProperty({ description: '理由 Reason' }) @text() @Length(1, 500, says('1 到 500 个字符', '1 to 500 characters'))
  reason!: string;
}

/** Why a new instruction is wanted although the last one came to nothing. */
export class AskResendDto {
  @ApiProperty({ description: '理由 Reason' }) @text() @Length(1, 500, says('1 到 500 个字符', '1 to 500 characters')) @Matches(/\S/, says('不能为空', 'must not be blank'))
  reason!: string;
}

export class AcknowledgeDto {
  @ApiPropertyOptional() @IsOptional() @text() @Length(0, 500, says('最多 500 个字符', 'at most 500 characters'))
  note?: string;
}
