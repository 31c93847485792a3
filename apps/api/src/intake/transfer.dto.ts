import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, Min } from 'class-validator';
import { ACCOUNT_KINDS, LARGEST_TRANSFER_FEN, type AccountKind } from '#domain';
import { says } from '../problems/says';
import { IsMoment } from '../problems/is-moment';

const words = (max: number) => Length(1, max, says(`1 至 ${max} 个字符`, `1 to ${max} characters`));
const text = () => IsString(says('需要文本', 'needs a text'));

/** A transfer as the victim tells it. Only number and amount are mandatory: seconds count, the rest can follow. */
export class TransferDto {
  @ApiProperty({ example: '9990010000000007', description: '收款账号 Receiving account' })
  @IsString(says('请填写收款账号（文本）', 'give the receiving account number as text'))
  @Matches(/^[\p{L}\p{N}\s\-_.@+#*/]{1,64}$/u, says('账号为 1 至 64 个字母或数字', 'an account number has 1 to 64 letters or digits'))
  accountNumber!: string;

  @ApiProperty({ example: 5_000_000, description: '金额，单位分 Amount in fen (1 yuan = 100 fen)' })
  @IsInt(says('金额须为整数，单位为分', 'the amount is a whole number of fen')) @Min(1, says('金额至少 1 分', 'the amount is at least 1 fen'))
  @Max(LARGEST_TRANSFER_FEN, says(`金额不超过 ${LARGEST_TRANSFER_FEN} 分`, `the amount is at most ${LARGEST_TRANSFER_FEN} fen`))
  amountFen!: number;

  @ApiPropertyOptional({ enum: ACCOUNT_KINDS, default: 'card' })
  @IsOptional() @IsIn(ACCOUNT_KINDS, says(`只能是 ${ACCOUNT_KINDS.join('、')}`, `must be one of ${ACCOUNT_KINDS.join(', ')}`))
  accountKind?: AccountKind;

  @ApiPropertyOptional({ description: '机构代码；不填则按卡号段判断 Institution; taken from the card range when absent' })
  @IsOptional() @text() @Length(1, 14, says('机构代码为 1 至 14 个字符', 'an institution code has 1 to 14 characters'))
  institutionCode?: string;

  @ApiPropertyOptional() @IsOptional() @text() @words(100)
  holderName?: string;

  @ApiPropertyOptional({ example: '2026-11-23T10:15:00+08:00' }) @IsOptional() @IsMoment()
  transferredAt?: string;

  @ApiPropertyOptional() @IsOptional() @text() @words(64)
  payerAccountNumber?: string;

  @ApiPropertyOptional() @IsOptional() @text() @words(100)
  payerInstitutionName?: string;

  @ApiPropertyOptional() @IsOptional() @text() @words(64)
  bankSerial?: string;

  @ApiPropertyOptional() @IsOptional() @text() @words(64)
  clearingSerial?: string;

  @ApiPropertyOptional({ description: '商户订单号 Merchant order number' }) @IsOptional() @text() @words(64)
  orderNumber?: string;
}

/** A transfer that becomes known later: without a parent it is one more of the victim's payments. */
export class AddTransferDto extends TransferDto {
  @ApiPropertyOptional({ description: '上一层转账；不填为受害人直接转出 The transfer it follows; none: the victim paid it' })
  @IsOptional() @IsUUID('all', says('需要转账编号', 'needs the id of a transfer'))
  parentTransferId?: string;
}

/** What may be put right while nothing is stopped there yet. */
export class CorrectTransferDto {
  @ApiPropertyOptional() @IsOptional() @text() @Length(1, 14, says('机构代码为 1 至 14 个字符', 'an institution code has 1 to 14 characters'))
  institutionCode?: string;

  @ApiPropertyOptional() @IsOptional() @text() @Matches(/^[\p{L}\p{N}\s\-_.@+#*/]{1,64}$/u, says('账号为 1 至 64 个字母或数字', 'an account number has 1 to 64 letters or digits'))
  accountNumber?: string;

  @ApiPropertyOptional() @IsOptional() @text() @words(100)
  holderName?: string;
}
