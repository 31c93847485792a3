import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { LARGEST_TRANSFER_FEN } from '#domain';
import { IsMoment } from '../problems/is-moment';
import { says } from '../problems/says';

const TEXT = says('需要文本', 'needs a text');

export class TypedPaymentDto {
  @ApiProperty({ example: '9990010000000007' }) @IsString(TEXT) @Length(1, 64, says('账号为 1 至 64 个字符', 'an account number has 1 to 64 characters'))
  accountNumber!: string;

  @ApiPropertyOptional({ description: '金额（分）Fen' }) @IsOptional() @IsInt(says('需要整数（分）', 'needs whole fen')) @Min(1, says('至少 1 分', 'at least 1 fen')) @Max(LARGEST_TRANSFER_FEN, says('金额过大', 'too large'))
  amountFen?: number;

  @ApiPropertyOptional({ example: '2026-11-23T10:02:00+08:00' }) @IsOptional() @IsMoment()
  transferredAt?: string;

  @ApiPropertyOptional({ description: '银行流水号 Bank serial' }) @IsOptional() @IsString(TEXT) @Length(1, 64, says('1 至 64 个字符', '1 to 64 characters'))
  bankSerial?: string;
}

/** A report as far as it is typed; everything may be missing. */
export class DuplicatesDto {
  @ApiPropertyOptional() @IsOptional() @IsString(TEXT) @Length(0, 40, says('最多 40 个字符', 'at most 40 characters'))
  victimPhone?: string;

  @ApiPropertyOptional() @IsOptional() @IsString(TEXT) @Length(0, 64, says('最多 64 个字符', 'at most 64 characters'))
  callNumber?: string;

  @ApiPropertyOptional({ type: [TypedPaymentDto] }) @IsOptional() @IsArray(says('需要数组', 'needs a list')) @ArrayMaxSize(50, says('最多 50 笔', 'at most 50'))
  @ValidateNested({ each: true }) @Type(() => TypedPaymentDto)
  transfers?: TypedPaymentDto[];

  @ApiPropertyOptional({ description: '不列出的警情（自身）The incident itself, left out' }) @IsOptional() @IsUUID('all', says('需要警情标识', 'needs an incident id'))
  exceptIncidentId?: string;
}

export class SamePairDto {
  @ApiProperty() @IsUUID('all', says('需要转账标识', 'needs a transfer id')) transferId!: string;
  @ApiProperty({ description: '所并入警情中的同一笔 The same payment in the incident joined into' }) @IsUUID('all', says('需要转账标识', 'needs a transfer id')) sameAsTransferId!: string;
}

export class JoinDto {
  @ApiProperty() @IsUUID('all', says('需要警情标识', 'needs an incident id'))
  intoIncidentId!: string;

  @ApiPropertyOptional({ type: [SamePairDto], description: '哪些转账是同一笔；不填则按系统建议，空数组表示没有 Which payments are the same; left out: as proposed; empty: none' })
  @IsOptional() @IsArray(says('需要数组', 'needs a list')) @ArrayMaxSize(2_000, says('最多 2000 笔', 'at most 2000')) @ValidateNested({ each: true }) @Type(() => SamePairDto)
  transfers?: SamePairDto[];

  @ApiPropertyOptional({ description: '理由：没有相同转账、报警人或接警编号时必填 Reason; needed when neither a payment, the caller nor the call number agrees' })
  @IsOptional() @IsString(TEXT) @Length(0, 500, says('最多 500 个字符', 'at most 500 characters'))
  reason?: string;
}

export class UnjoinDto {
  @ApiProperty({ description: '理由 Reason' }) @IsString(TEXT) @Length(1, 500, says('1 到 500 个字符', '1 to 500 characters')) @Matches(/\S/, says('不能为空', 'must not be blank'))
  reason!: string;
}

export class ProposalDto {
  @ApiProperty() @IsUUID('all', says('需要警情标识', 'needs an incident id'))
  intoIncidentId!: string;
}
