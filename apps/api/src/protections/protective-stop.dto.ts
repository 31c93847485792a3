import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { ACCOUNT_KINDS, CONSENT_MEANS, type AccountKind, type ConsentMeans } from '#domain';
import { IsMoment } from '../problems/is-moment';
import { says } from '../problems/says';

const text = () => IsString(says('需要文本', 'needs a text'));
const notBlank = () => Matches(/\S/, says('不能为空', 'must not be blank'));

/** A victim's own card that shall pay nothing out, and the victim's consent to that. */
export class ProtectiveStopDto {
  @ApiProperty({ example: '9990010000000007', description: '被害人本人账号 The victim\'s own account number' })
  @IsString(says('请填写被害人本人账号（文本）', 'give the victim\'s own account number as text'))
  @Matches(/^[\p{L}\p{N}\s\-_.@+#*/]{1,64}$/u, says('账号为 1 至 64 个字母或数字', 'an account number has 1 to 64 letters or digits'))
  accountNumber!: string;

  @ApiPropertyOptional({ enum: ACCOUNT_KINDS, default: 'card' })
  @IsOptional() @IsIn(ACCOUNT_KINDS, says(`只能是 ${ACCOUNT_KINDS.join('、')}`, `must be one of ${ACCOUNT_KINDS.join(', ')}`))
  accountKind?: AccountKind;

  @ApiPropertyOptional({ description: '机构代码；不填则按卡号段判断 Institution; taken from the card range when absent' })
  @IsOptional() @text() @Length(1, 14, says('机构代码为 1 至 14 个字符', 'an institution code has 1 to 14 characters'))
  institutionCode?: string;

  @ApiProperty({ description: '户名 Name of the card\'s owner' })
  @text() @Length(1, 100, says('1 到 100 个字符', '1 to 100 characters')) @notBlank()
  holderName!: string;

  @ApiProperty({ description: '同意人 Who consented' })
  @text() @Length(1, 100, says('1 到 100 个字符：须有本人同意', '1 to 100 characters: nothing is blocked without consent')) @notBlank()
  consentBy!: string;

  @ApiProperty({ enum: CONSENT_MEANS, description: 'phone 电话，in_person 当面' })
  @IsIn(CONSENT_MEANS, says(`需要 ${CONSENT_MEANS.join('、')} 之一：以何种方式同意`, `needs one of ${CONSENT_MEANS.join(', ')}: how consent was given`))
  consentMeans!: ConsentMeans;

  @ApiPropertyOptional({ description: '同意时刻；不填为现在 When consent was given; now when absent' })
  @IsOptional() @IsMoment()
  consentedAt?: string;

  @ApiProperty({ description: '理由 Reason' })
  @text() @Length(1, 500, says('1 到 500 个字符', '1 to 500 characters')) @notBlank()
  reason!: string;
}

/** The victim wants the card back. */
export class ProtectiveReleaseDto {
  @ApiProperty({ description: '理由，如本人要求 Reason, e.g. the victim wishes it' })
  @text() @Length(1, 500, says('1 到 500 个字符', '1 to 500 characters')) @notBlank()
  reason!: string;
}
