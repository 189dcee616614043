/*
 * What is read of PostgreSQL's own statistics (https://www.postgresql.org/docs/current/monitoring-stats.html). Counts
 * come as double precision, which a number here can hold.
 */

/**
 * A user without the rights of pg_monitor sees of the others' connections neither kind nor state: `hidden` counts them.
 * `reserved_connections` is there from version 16 on.
 */
const connections = `
select count(*) filter (where backend_type = 'client backend')::float8 as used,
  count(*) filter (where backend_type is null)::float8 as hidden,
  current_setting('max_connections')::float8 as most,
  current_setting('superuser_reserved_connections')::float8
    + coalesce(current_setting('reserved_connections', true), '0')::float8 as reserved
from pg_stat_activity`;

const cache = `
select blks_hit::float8 as hit, blks_read::float8 as read,
  100 * blks_hit::float8 / nullif(blks_hit + blks_read, 0) as percent,
  to_char(stats_reset at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since
from pg_stat_database where datname = current_database()`;

const queries = `
select sum(calls)::float8 as calls, sum(total_exec_time) / nullif(sum(calls), 0) as mean
from pg_stat_statements
where dbid = (select oid from pg_database where datname = current_database())`;

/** The statement for each figure. */
export const statements = { connections, cache, queries } as const;

export type FigureName = keyof typeof statements;
export const figureNames = ['connections', 'cache', 'queries'] as const satisfies readonly FigureName[];
