import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';
import { APPROVER_LEVELS, LARGEST_TRANSFER_FEN, RETURN_METHODS, type ApproverLevel, type ReturnMethod } from '#domain';
import { IsMoment } from '../problems/is-moment';
import { says } from '../problems/says';

/** A decision about frozen money, with its reason and who approved it. */
export class ApprovedDto {
  @ApiProperty({ description: '理由 Reason' }) @IsString(says('需要文本', 'needs a text'))
  @Length(1, 500, says('1 到 500 个字符', '1 to 500 characters')) @Matches(/\S/, says('不能为空', 'must not be blank'))
  reason!: string;

  @ApiProperty({ description: '批准人 Who approved it' }) @IsString(says('需要文本', 'needs a text'))
  @Length(1, 128, says('1 到 128 个字符', '1 to 128 characters')) @Matches(/\S/, says('不能为空', 'must not be blank'))
  approverName!: string;

  @ApiProperty({ enum: APPROVER_LEVELS, description: '批准机关层级，县级以上 Level of the approving organ; county or above' })
  @IsIn(APPROVER_LEVELS, says(`需要 ${APPROVER_LEVELS.join('、')} 之一`, `needs one of ${APPROVER_LEVELS.join(', ')}`))
  approverLevel!: ApproverLevel;
}

/** What a police organ decides to give back from a freeze. */
export class ReturnDto extends ApprovedDto {
  @ApiPropertyOptional({ description: '被害人的警情；不填为本警情 Incident of the victim; the one in the path by default' })
  @IsOptional() @IsUUID(undefined, says('需要警情编号（UUID），可从返还建议中取得', 'needs an incident\'s id (UUID), as the proposal names it'))
  victimIncidentId?: string;

  @ApiProperty({ description: '返还金额（分） Amount in fen' })
  @IsInt(says('需要整数（分）', 'needs whole fen')) @Min(1, says('至少 1 分', 'at least 1 fen')) @Max(LARGEST_TRANSFER_FEN, says('金额过大', 'too large'))
  amountFen!: number;

  @ApiProperty({ enum: RETURN_METHODS, description: 'single 唯一入账；traced 按时间戳溯源；pro_rata 按比例' })
  @IsIn(RETURN_METHODS, says(`需要 ${RETURN_METHODS.join('、')} 之一`, `needs one of ${RETURN_METHODS.join(', ')}`))
  method!: ReturnMethod;

  @ApiPropertyOptional({ description: '公告开始时间，按比例返还必填 When the public notice began; needed for pro_rata' })
  @IsOptional() @IsMoment()
  noticeSince?: string;
}

/** What the bank did, as the police organ writes it down. */
export class PaymentDto {
  @ApiProperty({ description: '银行支付时间 The bank\'s moment' }) @IsMoment()
  paidAt!: string;

  @ApiProperty({ description: '银行流水号 The bank\'s serial number' }) @IsString(says('需要文本', 'needs a text'))
  @Length(1, 64, says('1 到 64 个字符', '1 to 64 characters')) @Matches(/\S/, says('不能为空', 'must not be blank'))
  serial!: string;
}

/** Why a decided return is called off. */
export class CancellationDto {
  @ApiProperty({ description: '理由 Reason' }) @IsString(says('需要文本', 'needs a text'))
  @Length(1, 500, says('1 到 500 个字符', '1 to 500 characters')) @Matches(/\S/, says('不能为空', 'must not be blank'))
  reason!: string;
}
