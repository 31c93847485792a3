import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A desk's calls are found by what is open, however many past ones there are. */
export class OpenCalls1764000000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index escalations_open on escalations (incident_id) where acknowledged_at is null');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index escalations_open');
  }
}
