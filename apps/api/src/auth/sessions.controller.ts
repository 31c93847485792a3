import { Body, Controller, Get, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ApiConfiguration } from '../configuration/api-configuration';
import { notFound } from '../problems/problem';
import { readData } from '../seed/demo-data';
import { DEMO_PASSWORD } from './demo-password';
import { Asking, OpenToAll } from './desk.guard';
import { toMe, type DeskUser, type Me } from './desk-user';
import { OpenSession, type Session } from './open-session';
import { OpenSessionDto } from './session.dto';
import { UserDirectory } from './user-directory';

@ApiTags('sessions')
@Controller('api/v1/sessions')
export class SessionsController {
  constructor(private readonly openSession: OpenSession, private readonly users: UserDirectory, private readonly configuration: ApiConfiguration) {}

  @Post() @OpenToAll()
  @ApiOperation({ summary: '登录 Log in' })
  open(@Body() body: OpenSessionDto, @Req() request: FastifyRequest): Promise<Session> {
    return this.openSession.run(body.login, body.password, request.ip);
  }

  @Get('me') @ApiBearerAuth()
  @ApiOperation({ summary: '当前账号 Who am I' })
  me(@Asking() user: DeskUser): Me {
    return toMe(user);
  }

  @Get('hints') @OpenToAll()
  @ApiOperation({ summary: '演示账号与演示警情（生产环境不提供） Demo accounts and stories; not in production' })
  async hints(): Promise<{ items: object[]; stories: object[] }> {
    const users = this.configuration.production ? [] : await this.users.demoUsers();
    if (users.length === 0) throw notFound('没有演示账号', 'There are no demo accounts');
    return { items: users.map((user) => ({ ...user, password: DEMO_PASSWORD })), stories: readData<object[]>('demo-stories.json') };
  }
}
