import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsString, Length, Matches, Max, Min, ValidateIf } from 'class-validator';
import { LARGEST_TRANSFER_FEN, OVERRIDE_OUTCOMES, REFUSAL_REASONS, type OverrideOutcome, type RefusalReason } from '#domain';
import { IsMoment } from '../problems/is-moment';
import { says } from '../problems/says';

const measure = (dto: OverrideDto): boolean => dto.to !== 'refused';

/** What a commander knows to be true of an instruction, whatever the institution answered. */
export class OverrideDto {
  @ApiProperty({ enum: OVERRIDE_OUTCOMES, description: '真实结果 What is true' })
  @IsIn(OVERRIDE_OUTCOMES, says('只能是 done、partly_done 或 refused', 'must be done, partly_done or refused'))
  to!: OverrideOutcome;

  @ApiPropertyOptional({ description: '已控制金额（分），不超过指令金额；未止付时不填 Controlled, in fen, at most what was instructed; not for a refusal' })
  @ValidateIf(measure) @IsInt(says('须填已控制金额，整数，单位为分', 'give the controlled amount, a whole number of fen')) @Min(1, says('至少 1 分', 'at least 1 fen')) @Max(LARGEST_TRANSFER_FEN, says('数值过大', 'is too large'))
  controlledFen?: number;

  @ApiPropertyOptional({ description: '银行执行时间，48小时由此起算；未止付时不填 When the institution did it, the 48 hours count from here; not for a refusal' })
  @ValidateIf(measure) @IsMoment()
  bankAt?: string;

  @ApiPropertyOptional({ enum: REFUSAL_REASONS, description: '未止付原因，to 为 refused 时必填 Mandatory when refused' })
  @ValidateIf((dto: OverrideDto) => dto.to === 'refused')
  @IsIn(REFUSAL_REASONS, says(`请选择原因：${REFUSAL_REASONS.join('、')}`, `choose a reason: ${REFUSAL_REASONS.join(', ')}`))
  refusal?: RefusalReason;

  @ApiProperty({ minLength: 1, maxLength: 500, description: '更正理由 Why' })
  @IsString(says('请写明更正理由', 'say why')) @Length(1, 500, says('1 至 500 个字符', '1 to 500 characters')) @Matches(/\S/, says('不能为空', 'must not be blank'))
  reason!: string;

  @ApiProperty({ minLength: 1, maxLength: 200, description: '来源：与谁、何时、以何方式核实 Who told it, when and how' })
  @IsString(says('请写明来源：与谁、何时、以何方式核实', 'say who told it, when and how')) @Length(1, 200, says('1 至 200 个字符', '1 to 200 characters')) @Matches(/\S/, says('不能为空', 'must not be blank'))
  source!: string;
}
