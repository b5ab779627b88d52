/** One part of the report: a question to the database and what an empty answer means. */
export interface Question {
  title: string
  /** Each row is printed; its columns' names are the heads. */
  sql: string
  /** What is printed where nothing comes back. */
  nothing: string
}

/** A table, and for a partition the partitioned table that it belongs to. */
const wholes = `
  wholes as (
    select c.oid, coalesce(pg_partition_root(c.oid), c.oid) as whole
    from pg_class as c
    join pg_namespace on pg_namespace.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'i', 'I') and nspname in ('public', 'private', 'auth')
  )`

/** Of `pg_stat_statements`, which is asked apart, since not every host has it. */
export const slowQueries: Question = {
  title: 'Slow queries (by the time they took in all)',
  sql: `
    select calls, round(total_exec_time)::bigint as "total ms",
      round(mean_exec_time::numeric, 1) as "mean ms", round(max_exec_time::numeric, 1) as "max ms",
      rows, round(100.0 * shared_blks_hit / nullif(shared_blks_hit + shared_blks_read, 0)) as "hit %",
      left(regexp_replace(regexp_replace(query, '--[^\\n]*', '', 'g'), '\\s+', ' ', 'g'), 100) as query
    from pg_stat_statements
    where dbid = (select oid from pg_database where datname = current_database())
      and query !~* '^(begin|commit|rollback|savepoint|release|set|show)'
    order by total_exec_time desc limit 10`,
  nothing: 'no statement was seen yet',
}

export const questions: Question[] = [
  {
    title: 'Cache hits',
    sql: `
      select 'tables' as of, sum(heap_blks_hit) as hits, sum(heap_blks_read) as reads,
        round(100.0 * sum(heap_blks_hit) / nullif(sum(heap_blks_hit + heap_blks_read), 0), 1) as "hit %"
      from pg_statio_user_tables
      union all
      select 'indexes', sum(idx_blks_hit), sum(idx_blks_read),
        round(100.0 * sum(idx_blks_hit) / nullif(sum(idx_blks_hit + idx_blks_read), 0), 1)
      from pg_statio_user_indexes`,
    nothing: '',
  },
  {
    title: 'Unused indexes (none that keeps something unique; not used since statistics began)',
    sql: `
      with ${wholes}
      select i.whole::regclass::text as index, t.whole::regclass::text as table,
        pg_size_pretty(sum(pg_relation_size(s.indexrelid))) as size
      from pg_stat_user_indexes as s
      join pg_index on pg_index.indexrelid = s.indexrelid
      join wholes as i on i.oid = s.indexrelid
      join wholes as t on t.oid = s.relid
      where not indisunique and not indisexclusion
      group by i.whole, t.whole
      having sum(s.idx_scan) = 0 and sum(pg_relation_size(s.indexrelid)) > 64 * 1024
      order by sum(pg_relation_size(s.indexrelid)) desc limit 20`,
    nothing: 'none above 64 kB',
  },
  {
    title: 'Missing indexes: foreign keys that none serves',
    sql: `
      select conrelid::regclass::text as table, conname as "foreign key",
        pg_get_constraintdef(pg_constraint.oid) as definition
      from pg_constraint
      join pg_class on pg_class.oid = conrelid
      where contype = 'f' and conparentid = 0
        and relnamespace::regnamespace::text in ('public', 'private')
        and not exists (
          select from pg_index
          where indrelid = conrelid and indisvalid
            and (indkey::int2[])[0:cardinality(conkey) - 1] @> conkey
            and pg_get_expr(indpred, indrelid) is null
        )
      order by 1, 2`,
    nothing: 'none',
  },
  {
    title: 'Missing indexes: large tables that were read from end to end',
    sql: `
      with ${wholes}
      select whole::regclass::text as table, sum(n_live_tup)::bigint as rows,
        sum(seq_scan)::bigint as "read whole", (sum(seq_tup_read) / sum(seq_scan))::bigint as "rows each",
        sum(idx_scan)::bigint as "by index"
      from pg_stat_user_tables join wholes on wholes.oid = relid
      group by whole
      having sum(n_live_tup) >= 10000 and sum(seq_scan) > 0
        and sum(seq_tup_read) / sum(seq_scan) >= 10000
      order by sum(seq_tup_read) desc limit 20`,
    nothing: 'none of 10,000 rows or more',
  },
  {
    title: 'Bloat (an estimate from the rows that are dead or that the statistics expect)',
    sql: `
      select relid::regclass::text as table, n_live_tup as rows, n_dead_tup as dead,
        pg_size_pretty(pg_relation_size(relid)) as size,
        pg_size_pretty(greatest(0, pg_relation_size(relid) - expected)::bigint) as "perhaps empty",
        coalesce(to_char(greatest(last_vacuum, last_autovacuum), 'YYYY-MM-DD HH24:MI'), 'never') as vacuumed
      from pg_stat_user_tables
      cross join lateral (
        select n_live_tup * (28 + coalesce(sum(avg_width * (1 - null_frac)), 0)) * 1.1 as expected
        from pg_stats where pg_stats.schemaname = pg_stat_user_tables.schemaname
          and tablename = relname
      ) as estimate
      where pg_relation_size(relid) > 1024 * 1024
        and (
          n_dead_tup > 0.2 * (n_live_tup + n_dead_tup)
          or (expected > 0 and pg_relation_size(relid) > 2 * expected)
        )
      order by pg_relation_size(relid) desc limit 20`,
    nothing: 'none above 1 MB',
  },
  {
    title: 'Partitions',
    sql: `
      select root::regclass::text as table, count(*) as partitions,
        pg_size_pretty(sum(pg_total_relation_size(relid))) as size,
        (array_agg(relid::regclass::text order by pg_total_relation_size(relid) desc))[1] as largest,
        pg_size_pretty(max(pg_total_relation_size(relid))) as "its size",
        sum(greatest(reltuples, 0)) filter (where bound = 'DEFAULT')::bigint as "rows in default"
      from (
        select pg_partition_root(relid) as root, relid, c.reltuples,
          pg_get_expr(c.relpartbound, relid) as bound
        from pg_class as p, pg_partition_tree(p.oid) as tree join pg_class as c on c.oid = tree.relid
        where p.relkind = 'p' and not p.relispartition and isleaf
      ) as leaves
      group by root order by sum(pg_total_relation_size(relid)) desc`,
    nothing: 'no table is partitioned',
  },
  {
    title: 'Largest tables, with their indexes',
    sql: `
      with ${wholes}
      select whole::regclass::text as table, sum(n_live_tup)::bigint as rows,
        pg_size_pretty(sum(pg_table_size(relid))) as data,
        pg_size_pretty(sum(pg_indexes_size(relid))) as indexes
      from pg_stat_user_tables join wholes on wholes.oid = relid
      group by whole order by sum(pg_total_relation_size(relid)) desc limit 8`,
    nothing: 'no table',
  },
  {
    title: 'Transactions that are open for more than a minute',
    sql: `
      select pid, usename as who, state, date_trunc('second', now() - xact_start)::text as open,
        left(regexp_replace(query, '\\s+', ' ', 'g'), 80) as query
      from pg_stat_activity
      where xact_start < now() - interval '1 minute' and backend_type = 'client backend'
      order by xact_start limit 10`,
    nothing: 'none',
  },
  {
    title: 'Replication',
    sql: `
      select coalesce(r.application_name, s.slot_name) as replica, coalesce(r.state, 'not connected') as state,
        pg_size_pretty(pg_wal_lsn_diff(
          case when pg_is_in_recovery() then pg_last_wal_receive_lsn() else pg_current_wal_lsn() end,
          coalesce(r.replay_lsn, s.restart_lsn)
        )) as behind,
        coalesce(r.replay_lag::text, '') as lag,
        coalesce(s.wal_status, '') as "log kept"
      from pg_stat_replication as r
      full join pg_replication_slots as s on s.active_pid = r.pid
      order by 1`,
    nothing: 'no replica is connected, and no slot waits for one',
  },
]
