import { Module, type DynamicModule } from '@nestjs/common';
import { LoginLimit } from './login-limit';
import { OpenSession } from './open-session';
import { SessionsController } from './sessions.controller';
import { TokenDesk } from './token-desk';
import { UserDirectory } from './user-directory';

/** Who asks: login, tokens, users. */
@Module({})
export class AuthModule {
  static of(books: DynamicModule): DynamicModule {
    return { module: AuthModule, imports: [books], controllers: [SessionsController], providers: [UserDirectory, TokenDesk, LoginLimit, OpenSession], exports: [TokenDesk] };
  }
}
