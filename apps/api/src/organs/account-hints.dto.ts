import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { says } from '../problems/says';

export class AccountHintsDto {
  @ApiProperty({ example: '9990010000000007', description: '账号，可带空格 Account number, blanks allowed' })
  @IsString(says('请填写账号', 'give the account number')) @Length(1, 64, says('账号为 1 至 64 个字符', 'an account number has 1 to 64 characters'))
  number!: string;
}
