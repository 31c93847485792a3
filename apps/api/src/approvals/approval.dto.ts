import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, Length, Matches, ValidateIf } from 'class-validator';
import { says } from '../problems/says';

export const APPROVAL_DECISIONS = ['approve', 'refuse'] as const;
export type ApprovalDecision = (typeof APPROVAL_DECISIONS)[number];

/** A leader's word on an instruction. */
export class ApprovalDto {
  @ApiProperty({ enum: APPROVAL_DECISIONS, description: '批准或不批准 approve or refuse' })
  @IsIn(APPROVAL_DECISIONS, says('只能是 approve 或 refuse', 'must be approve or refuse'))
  decision!: ApprovalDecision;

  @ApiPropertyOptional({ description: '理由；不批准时必填 Reason; mandatory when refusing' })
  @ValidateIf((dto: ApprovalDto) => dto.decision === 'refuse' || dto.reason !== undefined)
  @IsString(says('不批准须写明理由', 'a refusal needs a reason')) @Length(1, 500, says('1 到 500 个字符', '1 to 500 characters')) @Matches(/\S/, says('不能为空', 'must not be blank'))
  reason?: string;
}
