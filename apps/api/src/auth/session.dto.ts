import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { says } from '../problems/says';

export class OpenSessionDto {
  @ApiProperty({ example: 'liangshan-op' })
  @IsString(says('请填写账号', 'give the login')) @Length(1, 64, says('账号为 1 至 64 个字符', 'the login has 1 to 64 characters'))
  login!: string;

  @ApiProperty({ example: 'demo-1234' })
  @IsString(says('请填写密码', 'give the password')) @Length(1, 200, says('密码为 1 至 200 个字符', 'the password has 1 to 200 characters'))
  password!: string;
}
