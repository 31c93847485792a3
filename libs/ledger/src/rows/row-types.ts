import type { ColumnTypes } from '../sql';

/** Columns of the batch inserts with their PostgreSQL types; column names are those of the tables. */
export const TRANSFER_COLUMNS: ColumnTypes = {
  id: 'uuid', incident_id: 'uuid', parent_transfer_id: 'uuid', layer: 'int', amount_fen: 'bigint', transferred_at: 'timestamptz', institution_code: 'text',
  account_number: 'text', account_kind: 'text', holder_name: 'text', payer_account_number: 'text', payer_institution_name: 'text', bank_serial: 'text',
  clearing_serial: 'text', order_number: 'text', source: 'text', traceparent: 'text', needs_plan: 'boolean',
};

export const INSTRUCTION_COLUMNS: ColumnTypes = {
  id: 'uuid', incident_id: 'uuid', incident_number: 'text', transfer_id: 'uuid', kind: 'text', institution_code: 'text', account_number: 'text', account_kind: 'text',
  holder_name: 'text', amount_fen: 'bigint', transferred_at: 'timestamptz', organ_code: 'text', state: 'text', due_at: 'timestamptz', lease_owner: 'int',
  lease_until: 'timestamptz', send_count: 'int', planned_at: 'timestamptz', state_at: 'timestamptz', traceparent: 'text',
  hold_id: 'uuid', params: 'jsonb',
};

export const ATTEMPT_COLUMNS: ColumnTypes = {
  id: 'uuid', instruction_id: 'uuid', incident_id: 'uuid', purpose: 'text', no: 'int', started_at: 'timestamptz', ended_at: 'timestamptz', result: 'text', cause: 'text',
  code: 'text', text: 'text', http_status: 'int', raw: 'bytea', worker: 'int',
};

export const HOLD_COLUMNS: ColumnTypes = {
  id: 'uuid', incident_id: 'uuid', transfer_id: 'uuid', instruction_id: 'uuid', institution_code: 'text', account_number: 'text', kind: 'text', state: 'text',
  controlled_fen: 'bigint', since: 'timestamptz', until: 'timestamptz', stop_no: 'smallint', measure_id: 'uuid', skew_ms: 'bigint',
};

export const MEASURE_REQUEST_COLUMNS: ColumnTypes = {
  id: 'uuid', incident_id: 'uuid', hold_id: 'uuid', kind: 'text', params: 'jsonb', amount_fen: 'bigint', requested_by: 'text', organ_code: 'text', needs_plan: 'boolean', traceparent: 'text',
};

export const QUERY_REQUEST_COLUMNS: ColumnTypes = {
  id: 'uuid', incident_id: 'uuid', transfer_id: 'uuid', kind: 'text', reason: 'text', requested_by: 'text', needs_plan: 'boolean', traceparent: 'text',
};

export const PROTECTIVE_STOP_COLUMNS: ColumnTypes = {
  id: 'uuid', incident_id: 'uuid', institution_code: 'text', account_number: 'text', account_kind: 'text', holder_name: 'text', consent_by: 'text', consent_means: 'text', consented_at: 'timestamptz', reason: 'text',
  requested_by: 'text', requested_at: 'timestamptz', organ_code: 'text', needs_plan: 'boolean', traceparent: 'text',
};

export const PROTECTIVE_RELEASE_COLUMNS: ColumnTypes = {
  id: 'uuid', protective_stop_id: 'uuid', incident_id: 'uuid', reason: 'text', requested_by: 'text', requested_at: 'timestamptz', needs_plan: 'boolean', traceparent: 'text',
};

export const RETURN_COLUMNS: ColumnTypes = {
  id: 'uuid', hold_id: 'uuid', incident_id: 'uuid', transfer_id: 'uuid', amount_fen: 'bigint', method: 'text', reason: 'text', approver_name: 'text', approver_level: 'text',
  notice_since: 'timestamptz', decided_by: 'text', decided_at: 'timestamptz', state: 'text',
};

export const HAND_OVER_COLUMNS: ColumnTypes = {
  id: 'uuid', hold_id: 'uuid', incident_id: 'uuid', from_organ_code: 'text', to_organ_code: 'text', to_organ_path: 'text', reason: 'text', offered_by: 'text', offered_at: 'timestamptz', state: 'text',
};

export const ESCALATION_COLUMNS: ColumnTypes = {
  id: 'uuid', incident_id: 'uuid', instruction_id: 'uuid', from_level: 'text', to_level: 'text', reason: 'text', raised_at: 'timestamptz',
};

export const INBOUND_COLUMNS: ColumnTypes = {
  id: 'uuid', institution_code: 'text', instruction_id: 'uuid', source: 'text', actor: 'text', received_at: 'timestamptz', content_type: 'text', raw: 'bytea', due_at: 'timestamptz', traceparent: 'text',
};
