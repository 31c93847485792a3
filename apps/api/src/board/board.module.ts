import { Module, type DynamicModule } from '@nestjs/common';
import { BoardGateway } from './board.gateway';
import { IncidentReader } from './incident-reader';
import { IncidentsController } from './incidents.controller';
import { ListIncidents } from './list-incidents';
import { PushFacts } from './push-facts';
import { ResumeBoard } from './resume-board';

/** Station 6: what desks see, asked for or pushed. */
@Module({})
export class BoardModule {
  static of(books: DynamicModule, auth: DynamicModule, health: DynamicModule): DynamicModule {
    return {
      module: BoardModule, imports: [books, auth, health], controllers: [IncidentsController],
      providers: [BoardGateway, PushFacts, ResumeBoard, ListIncidents, IncidentReader], exports: [IncidentReader],
    };
  }
}
