import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { APPROVER_LEVELS, LARGEST_TRANSFER_FEN, MEASURE_KINDS, type ApproverLevel, type MeasureKind } from '#domain';
import { says } from '../problems/says';

/** What a person asks for on a hold. */
export class MeasureDto {
  @ApiProperty({ enum: MEASURE_KINDS, description: '续止、解除、冻结、续冻、解冻 extend, release, freeze, extend the freeze, unfreeze' })
  @IsIn(MEASURE_KINDS, says(`需要 ${MEASURE_KINDS.join('、')} 之一`, `needs one of ${MEASURE_KINDS.join(', ')}`))
  kind!: MeasureKind;

  @ApiProperty({ description: '理由 Reason' }) @IsString(says('需要文本', 'needs a text'))
  @Length(1, 500, says('1 到 500 个字符', '1 to 500 characters')) @Matches(/\S/, says('不能为空', 'must not be blank'))
  reason!: string;

  @ApiPropertyOptional({ description: '批准人，冻结和续冻必填 Who approved it; needed for a freeze and its extension' })
  @IsOptional() @IsString(says('需要文本', 'needs a text')) @Length(0, 128, says('最多 128 个字符', 'at most 128 characters'))
  approverName?: string;

  @ApiPropertyOptional({ enum: APPROVER_LEVELS, description: '批准机关层级，县级以上 Level of the approving organ; county or above' })
  @IsOptional() @IsIn(APPROVER_LEVELS, says(`需要 ${APPROVER_LEVELS.join('、')} 之一`, `needs one of ${APPROVER_LEVELS.join(', ')}`))
  approverLevel?: ApproverLevel;

  @ApiPropertyOptional({ description: '冻结金额（分），默认为现控制金额 Amount to freeze in fen; what is controlled now by default' })
  @IsOptional() @IsInt(says('需要整数（分）', 'needs whole fen')) @Min(1, says('至少 1 分', 'at least 1 fen')) @Max(LARGEST_TRANSFER_FEN, says('金额过大', 'too large'))
  amountFen?: number;
}
