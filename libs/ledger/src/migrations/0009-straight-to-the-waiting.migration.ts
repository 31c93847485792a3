import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indexes that lead straight to what a worker asks for, however many past incidents the tables hold. */
export class StraightToTheWaiting1764000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // By incident: planning asks for the waiting transfers of incidents, and only the sweep for all of them.
    await runner.query('drop index transfers_to_plan');
    await runner.query('create index transfers_to_plan on transfers (incident_id) where needs_plan');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index transfers_to_plan');
    await runner.query('create index transfers_to_plan on transfers (id) where needs_plan');
  }
}
