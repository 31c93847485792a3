import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsString, MaxLength } from 'class-validator';
import { STATEMENT_BYTES_MAX } from '#domain';
import { says } from '../problems/says';

/** Rows copied from a bank statement, a sheet or a message. */
export class StatementTextDto {
  @ApiProperty({ description: '粘贴的流水文本 The rows as pasted', example: '交易时间\t交易金额\t对方账号\n2026-11-24 10:15:03\t500.00\t9990020000000199' })
  @IsString(says('请粘贴流水文本', 'paste the rows as text')) @MaxLength(STATEMENT_BYTES_MAX, says('不超过 256 KiB，请分几次粘贴', 'at most 256 KiB; paste it in parts'))
  text!: string;
}

export class StatementDto extends StatementTextDto {
  @ApiProperty({ description: 'false 只预览，不改动；true 一次录入全部可录的行 false only previews; true adds all rows that can be taken at once' })
  @IsBoolean(says('需要 true 或 false', 'needs true or false'))
  commit!: boolean;
}
