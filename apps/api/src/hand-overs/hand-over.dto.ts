import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';
import { says } from '../problems/says';

/** Why something is done to a hand-over. */
export class HandOverReasonDto {
  @ApiProperty({ description: '理由 Reason' }) @IsString(says('需要文本', 'needs a text'))
  @Length(1, 500, says('1 到 500 个字符', '1 to 500 characters')) @Matches(/\S/, says('不能为空', 'must not be blank'))
  reason!: string;
}

/** To whom the right to change a hold is offered, and why. */
export class HandOverDto extends HandOverReasonDto {
  @ApiProperty({ description: '接收机关代码 Code of the receiving organ', example: '371625000000' }) @IsString(says('需要文本', 'needs a text'))
  @Length(12, 12, says('机关代码为 12 位', 'an organ code has 12 characters'))
  toOrganCode!: string;
}
