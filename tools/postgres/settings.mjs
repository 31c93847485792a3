/**
 * Ours, beside PostgreSQL's defaults, here and in docker-compose.yml. After a checkpoint the first change of each page is written whole into the
 * log: in grown books accounts lie on pages of their own, so checkpoints are made seldom and whole pages are compressed.
 */
export const SETTINGS = ['max_connections=300', 'jit=off', 'log_timezone=UTC', 'timezone=UTC', 'shared_buffers=256MB', 'max_wal_size=2GB', 'checkpoint_timeout=15min', 'wal_compression=on'];
