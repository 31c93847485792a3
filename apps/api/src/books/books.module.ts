import { Logger, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, IdSource, type ClockPolicy } from '#domain';
import { FactStream, openFactStream } from '#fact-stream';
import { applicationDataSource, databaseTimeOf, Ledger, LedgerClock, UuidV7IdSource } from '#ledger';
import { ApiConfiguration } from '../configuration/api-configuration';
import { streamLogger } from '../logging/stream-logger';
import { DatabaseProbe } from './database-probe';

/** The ledger's time, once the database has been asked for it. */
async function openClock(dataSource: DataSource, policy: ClockPolicy): Promise<LedgerClock> {
  const logger = new Logger('Clock');
  const clock = new LedgerClock({
    policy, askDatabase: databaseTimeOf(dataSource), onFault: (fault) => logger.warn({ fault: String(fault) }, 'the database could not be asked for its time'),
    onStep: (what, stepMs) => logger.error({ what, stepMs }, "the database's clock jumped"),
  });
  await clock.open();
  return clock;
}

/** The books, the rails, time and ids, for every other room. One instance per process, handed on explicitly. */
@Module({})
export class BooksModule implements OnApplicationShutdown {
  constructor(private readonly dataSource: DataSource, private readonly stream: FactStream, private readonly clock: Clock) {}

  static of(configuration: ApiConfiguration): DynamicModule {
    return {
      module: BooksModule,
      providers: [
        { provide: ApiConfiguration, useValue: configuration },
        { provide: Clock, useFactory: (dataSource: DataSource) => openClock(dataSource, configuration.policies.clock), inject: [DataSource] },
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
    if (this.clock instanceof LedgerClock) this.clock.close();
    await this.stream.close();
    await this.dataSource.destroy();
  }
}
