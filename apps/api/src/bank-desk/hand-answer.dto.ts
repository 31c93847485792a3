import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsObject, IsOptional, IsString, Length, Max, MaxLength, Min, ValidateIf, ValidateNested } from 'class-validator';
import { LARGEST_TRANSFER_FEN, PRIOR_FREEZES_MAX, QUEUE_POSITION_MAX, REFUSAL_REASONS, STATEMENT_BYTES_MAX, type RefusalReason } from '#domain';
import { IsMoment } from '../problems/is-moment';
import { TransferDto } from '../intake/transfer.dto';
import { says } from '../problems/says';

export const HAND_OUTCOMES = ['done', 'partly_done', 'refused', 'queued'] as const;
export type HandOutcome = (typeof HAND_OUTCOMES)[number];
const ONWARD_MAX = 200;

/** Who holds the account, as the institution told it. */
export class HolderDto {
  @ApiProperty() @IsString(says('请填写户名', 'give the name')) @Length(1, 128, says('1 至 128 个字符', '1 to 128 characters'))
  name!: string;

  @ApiPropertyOptional() @IsOptional() @IsString(says('需要文本', 'needs a text')) @Length(0, 64, says('最多 64 个字符', 'at most 64 characters'))
  idKind?: string;

  @ApiPropertyOptional() @IsOptional() @IsString(says('需要文本', 'needs a text')) @Length(0, 64, says('最多 64 个字符', 'at most 64 characters'))
  idNumber?: string;

  @ApiPropertyOptional() @IsOptional() @IsString(says('需要文本', 'needs a text')) @Length(0, 32, says('最多 32 个字符', 'at most 32 characters'))
  phone?: string;
}

/** An earlier freeze by another authority, as the institution told it. */
export class PriorFreezeDto {
  @ApiProperty() @IsString(says('请填写在先冻结机关', 'name the authority that froze before')) @Length(1, 128, says('1 至 128 个字符', '1 to 128 characters'))
  authority!: string;

  @ApiPropertyOptional() @IsOptional() @IsMoment()
  until?: string;

  @ApiPropertyOptional() @IsOptional() @IsInt(says('须为整数，单位为分', 'a whole number of fen')) @Min(0, says('不能为负', 'cannot be negative')) @Max(LARGEST_TRANSFER_FEN, says('数值过大', 'is too large'))
  amountFen?: number;
}

/** An institution's answer as a person was told it: by telephone, by fax, or at the bank's own workbench. */
export class HandAnswerDto {
  @ApiProperty({ enum: HAND_OUTCOMES })
  @IsIn(HAND_OUTCOMES, says('只能是 done、partly_done、refused 或 queued', 'must be done, partly_done, refused or queued'))
  outcome!: HandOutcome;

  @ApiPropertyOptional({ description: '已控制金额（分），止付成功或部分成功时必填 Controlled, in fen; mandatory unless refused or queued' })
  @ValidateIf((answer: HandAnswerDto) => answer.outcome === 'done' || answer.outcome === 'partly_done' || answer.controlledFen !== undefined)
  @IsInt(says('已控制金额须为整数，单位为分', 'the controlled amount is a whole number of fen')) @Min(0, says('不能为负', 'cannot be negative')) @Max(LARGEST_TRANSFER_FEN, says('数值过大', 'is too large'))
  controlledFen?: number;

  @ApiPropertyOptional({ description: '银行执行时间；不填为现在 When the institution did it; now when absent' }) @IsOptional() @IsMoment()
  bankAt?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: QUEUE_POSITION_MAX, description: '轮候位次，1 为下一位；轮候时必填 Place in the queue, 1 the next; mandatory when queued' })
  @ValidateIf((answer: HandAnswerDto) => answer.outcome === 'queued' || answer.position !== undefined)
  @IsInt(says('请填写轮候位次，1 为下一位', 'give the place in the queue, 1 is the next')) @Min(1, says('最小为 1', 'at least 1')) @Max(QUEUE_POSITION_MAX, says('数值过大', 'is too large'))
  position?: number;

  @ApiPropertyOptional({ type: [PriorFreezeDto], maxItems: PRIOR_FREEZES_MAX, description: '在先冻结 Earlier freezes' })
  @IsOptional() @IsArray(says('需要列表', 'needs a list')) @ArrayMaxSize(PRIOR_FREEZES_MAX, says(`最多 ${PRIOR_FREEZES_MAX} 项`, `at most ${PRIOR_FREEZES_MAX}`))
  @IsObject({ each: true, ...says('每一项须为在先冻结对象', 'every entry must be an earlier freeze') }) @ValidateNested({ each: true }) @Type(() => PriorFreezeDto)
  prior?: PriorFreezeDto[];

  @ApiPropertyOptional({ enum: REFUSAL_REASONS, description: '未止付原因，拒绝时必填 Mandatory when refused' })
  @ValidateIf((answer: HandAnswerDto) => answer.outcome === 'refused' || answer.refusal !== undefined)
  @IsIn(REFUSAL_REASONS, says(`请选择原因：${REFUSAL_REASONS.join('、')}`, `choose a reason: ${REFUSAL_REASONS.join(', ')}`))
  refusal?: RefusalReason;

  @ApiPropertyOptional({ type: [TransferDto], maxItems: ONWARD_MAX, description: '已转出去向 Where the money went on to' })
  @IsOptional() @IsArray(says('需要列表', 'needs a list')) @ArrayMaxSize(ONWARD_MAX, says(`最多 ${ONWARD_MAX} 笔`, `at most ${ONWARD_MAX}`))
  @IsObject({ each: true, ...says('每一项须为转账对象', 'every entry must be a transfer object') }) @ValidateNested({ each: true }) @Type(() => TransferDto)
  onward?: TransferDto[];

  @ApiPropertyOptional({ description: '粘贴的流水，每笔支出加入去向；有不能识别的行则整份退回 Pasted rows, added to the onward transfers; refused whole where a row cannot be taken' })
  @IsOptional() @IsString(says('需要文本', 'needs a text')) @MaxLength(STATEMENT_BYTES_MAX, says('不超过 256 KiB', 'at most 256 KiB'))
  statement?: string;

  @ApiPropertyOptional({ type: HolderDto, description: '持卡人，查询持卡人时填写 The holder, in answer to query_holder' })
  @IsOptional() @IsObject(says('需要一个对象', 'needs an object')) @ValidateNested() @Type(() => HolderDto)
  holder?: HolderDto;

  @ApiPropertyOptional({ description: '已取现金额（分） Taken out as cash, in fen' })
  @IsOptional() @IsInt(says('须为整数，单位为分', 'a whole number of fen')) @Min(0, says('不能为负', 'cannot be negative')) @Max(LARGEST_TRANSFER_FEN, says('数值过大', 'is too large'))
  cashedOutFen?: number;

  @ApiProperty({ minLength: 1, maxLength: 500, description: '依据：谁、以何方式告知 Who said so, and how' })
  @IsString(says('请写明依据', 'say who told you, and how')) @Length(1, 500, says('1 至 500 个字符', '1 to 500 characters'))
  note!: string;
}
