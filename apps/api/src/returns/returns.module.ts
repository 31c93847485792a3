import { Module, type DynamicModule } from '@nestjs/common';
import { DecideReturn } from './decide-return';
import { DivideHold } from './divide-hold';
import { EndReturn } from './end-return';
import { ProposeReturn } from './propose-return';
import { ReturnsController } from './returns.controller';

/** 资金返还: frozen money goes back to victims. */
@Module({})
export class ReturnsModule {
  static of(books: DynamicModule, board: DynamicModule): DynamicModule {
    return { module: ReturnsModule, imports: [books, board], controllers: [ReturnsController], providers: [DecideReturn, DivideHold, EndReturn, ProposeReturn] };
  }
}
