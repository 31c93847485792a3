import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { says } from '../problems/says';

// Query values arrive as text; what is not a number stays text and is refused by IsInt.
const asNumber = ({ value }: { value: unknown }): unknown => (typeof value === 'string' && /^\d{1,12}$/.test(value) ? Number(value) : value);

export class ListIncidentsDto {
  @ApiPropertyOptional({ enum: ['live', 'settled', 'called'], description: 'called：有升级待确认的，无论是否办结 those with an unacknowledged call, settled or not' })
  @IsOptional() @IsIn(['live', 'settled', 'called'], says('只能是 live、settled 或 called', 'must be live, settled or called'))
  state?: 'live' | 'settled' | 'called';

  @ApiPropertyOptional({ example: '370832000000' })
  @IsOptional() @IsString(says('需要文本', 'needs a text')) @Length(12, 12, says('机关代码为 12 位', 'an organ code has 12 characters'))
  organ?: string;

  @ApiPropertyOptional({ description: '警情编号、受害人、电话或账号 Number, victim, phone or account' })
  @IsOptional() @IsString(says('需要文本', 'needs a text')) @Length(1, 64, says('1 至 64 个字符', '1 to 64 characters'))
  q?: string;

  @ApiPropertyOptional({ default: 50, maximum: 200 })
  @IsOptional() @Transform(asNumber) @IsInt(says('需要 1 至 200 的整数', 'needs a whole number from 1 to 200')) @Min(1, says('至少为 1', 'at least 1')) @Max(200, says('最多 200', 'at most 200'))
  limit?: number;

  @ApiPropertyOptional({ description: '上一页的 next "next" of the page before' })
  @IsOptional() @IsString(says('需要文本', 'needs a text')) @Length(1, 200, says('请原样使用上一页返回的 next', 'use the value of "next" unchanged'))
  before?: string;
}

export class ListFactsDto {
  @ApiPropertyOptional({ default: 0, description: '从此序号之后 After this number' })
  @IsOptional() @Transform(asNumber) @IsInt(says('需要非负整数', 'needs a whole number, 0 or more')) @Min(0, says('至少为 0', 'at least 0')) @Max(2_147_483_647, says('数值过大', 'is too large'))
  after?: number;

  @ApiPropertyOptional({ default: 200, maximum: 1000 })
  @IsOptional() @Transform(asNumber) @IsInt(says('需要 1 至 1000 的整数', 'needs a whole number from 1 to 1000')) @Min(1, says('至少为 1', 'at least 1')) @Max(1000, says('最多 1000', 'at most 1000'))
  limit?: number;
}
