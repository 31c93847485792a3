import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { QUERY_KINDS, type QueryKind } from '#domain';
import { says } from '../problems/says';

/** What a person asks of the institution about the account of a transfer. */
export class QueryDto {
  @ApiProperty({ enum: QUERY_KINDS, description: '查询流水、查询持卡人、监控、解除监控 query the flow, query the holder, watch, unwatch' })
  @IsIn(QUERY_KINDS, says(`需要 ${QUERY_KINDS.join('、')} 之一`, `needs one of ${QUERY_KINDS.join(', ')}`))
  kind!: QueryKind;

  @ApiPropertyOptional({ description: '理由 Reason' })
  @IsOptional() @IsString(says('需要文本', 'needs a text')) @Length(0, 500, says('最多 500 个字符', 'at most 500 characters'))
  reason?: string;
}
