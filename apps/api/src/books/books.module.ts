import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, IdSource } from '#domain';
import { FactStream, openFactStream } from '#fact-stream';
import { applicationDataSource, Ledger, SystemClock, UuidV7IdSource } from '#ledger';
import { ApiConfiguration } from '../configuration/api-configuration';
import { streamLogger } from '../logging/stream-logger';
import { DatabaseProbe } from './database-probe';

/** The books, the rails, time and ids, for every other room. One instance per process, handed on explicitly. */
@Module({})
export class BooksModule implements OnApplicationShutdown {
  constructor(private readonly dataSource: DataSource, private readonly stream: FactStream) {}

  static of(configuration: ApiConfiguration): DynamicModule {
    return {
      module: BooksModule,
      providers: [
        { provide: ApiConfiguration, useValue: configuration },
        { provide: Clock, useClass: SystemClock },
        { provide: IdSource, useClass: UuidV7IdSource },
        { provide: DataSource, useFactory: () => applicationDataSource({ url: configuration.databaseUrl, poolSizeMax: configuration.poolSizeMax, applicationName: 'stop-payment-api' }).initialize() },
        { provide: Ledger, useFactory: (dataSource: DataSource, clock: Clock) => new Ledger(dataSource, clock), inject: [DataSource, Clock] },
        {
          provide: FactStream, inject: [Ledger],
          useFactory: (ledger: Ledger) => openFactStream({ ledger, databaseUrl: configuration.databaseUrl, kafkaBrokers: configuration.kafkaBrokers, clientName: 'stop-payment-api', logger: streamLogger() }),
        },
        DatabaseProbe,
      ],
      exports: [ApiConfiguration, Clock, IdSource, Ledger, FactStream, DatabaseProbe],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.stream.close();
    await this.dataSource.destroy();
  }
}
