-- Made by running the migrations of commit 2600c43 on an empty database and using that release:
-- what the migrations executed, then the rows that were there. Times are relative to when this is run.
-- {"secret":"a secret of more than thirty-two bytes for tests","adaId":"01a224ee-1a5e-7069-91cd-12b6a9db6043","adaSession":"42oQYCJv0mghTHv75LLbVZB89JM1HqsIn-NsOIQhTUY","adaPassword":"correct horse battery staple","bobSession":"P1auRVqrf6ld7_UtUYFTLitx6GdSMFKp_DVSQggIynI","oneTimeToken":"jU0D9uOHa0NiqCc_tlGlxCwUdHKVC8N8JhmdVhUEALc","resetToken":"MA-RgYiU0Nu_gD3eQ6aCNW7JfC3Fcnv4lf0EoAyBoPc","carol":{"otpId":"bf80d2f8-8ee7-4e75-842b-7f0575d067b6","code":"693039","token":"xB-kTelhuEGSHgdLTgC6rPPvScGmXIdWURuZmlpg8lw"},"dave":{"otpId":"6b1818eb-a0b3-4a1a-a407-824f22e00536","code":"253395","token":"MykZUGACJlzJcxmIte5beutpu0kg-bbzvSo9-BY3-p0"},"alerts":1,"waiting":6}

create schema if not exists "graphile_worker";
create table if not exists "graphile_worker".migrations(
  id int primary key,
  ts timestamptz default now() not null
);
alter table "graphile_worker".migrations add column if not exists breaking boolean not null default false;
update "graphile_worker".migrations set breaking = true where id = any('{1,3,11,13,14,16,19}'::int[]);
insert into "graphile_worker".migrations (id, breaking) values ('1', 'true');
--! breaking-change
-- Create the tables
create table "graphile_worker".job_queues (
  queue_name text not null primary key,
  job_count int not null,
  locked_at timestamptz,
  locked_by text
);
alter table "graphile_worker".job_queues enable row level security;

create table "graphile_worker".jobs (
  id bigserial primary key,
  queue_name text not null,
  task_identifier text not null,
  payload json default '{}'::json not null,
  priority int default 0 not null,
  run_at timestamptz default now() not null,
  attempts int default 0 not null,
  max_attempts int default 25 not null,
  last_error text,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now()
);
alter table "graphile_worker".jobs enable row level security;

create index on "graphile_worker".jobs (priority, run_at, id);

-- Keep updated_at up to date
create function "graphile_worker".tg__update_timestamp() returns trigger as $$
begin
  new.updated_at = greatest(now(), old.updated_at + interval '1 millisecond');
  return new;
end;
$$ language plpgsql;
create trigger _100_timestamps before update on "graphile_worker".jobs for each row execute procedure "graphile_worker".tg__update_timestamp();

-- Manage the job_queues table - creating and deleting entries as appropriate
create function "graphile_worker".jobs__decrease_job_queue_count() returns trigger as $$
declare
  v_new_job_count int;
begin
  update "graphile_worker".job_queues
    set job_count = job_queues.job_count - 1
    where queue_name = old.queue_name
    returning job_count into v_new_job_count;

  if v_new_job_count <= 0 then
    delete from "graphile_worker".job_queues where queue_name = old.queue_name and job_count <= 0;
  end if;

  return old;
end;
$$ language plpgsql;
create function "graphile_worker".jobs__increase_job_queue_count() returns trigger as $$
begin
  insert into "graphile_worker".job_queues(queue_name, job_count)
    values(new.queue_name, 1)
    on conflict (queue_name)
    do update
    set job_count = job_queues.job_count + 1;

  return new;
end;
$$ language plpgsql;
create trigger _500_increase_job_queue_count after insert on "graphile_worker".jobs for each row execute procedure "graphile_worker".jobs__increase_job_queue_count();
create trigger _500_decrease_job_queue_count after delete on "graphile_worker".jobs for each row execute procedure "graphile_worker".jobs__decrease_job_queue_count();
create trigger _500_increase_job_queue_count_update after update of queue_name on "graphile_worker".jobs for each row execute procedure "graphile_worker".jobs__increase_job_queue_count();
create trigger _500_decrease_job_queue_count_update after update of queue_name on "graphile_worker".jobs for each row execute procedure "graphile_worker".jobs__decrease_job_queue_count();

-- Notify worker of new jobs
create function "graphile_worker".tg_jobs__notify_new_jobs() returns trigger as $$
begin
  perform pg_notify('jobs:insert', '');
  return new;
end;
$$ language plpgsql;
create trigger _900_notify_worker after insert on "graphile_worker".jobs for each statement execute procedure "graphile_worker".tg_jobs__notify_new_jobs();

-- Function to queue a job
create function "graphile_worker".add_job(
  identifier text,
  payload json = '{}',
  queue_name text = null, -- was gen_random_uuid(), but later removed dependency
  run_at timestamptz = now(),
  max_attempts int = 25
) returns "graphile_worker".jobs as $$
  insert into "graphile_worker".jobs(task_identifier, payload, queue_name, run_at, max_attempts) values(identifier, payload, queue_name, run_at, max_attempts) returning *;
$$ language sql;

-- The main function - find me a job to do!
create function "graphile_worker".get_job(worker_id text, task_identifiers text[] = null, job_expiry interval = interval '4 hours') returns "graphile_worker".jobs as $$
declare
  v_job_id bigint;
  v_queue_name text;
  v_default_job_max_attempts text = '25';
  v_row "graphile_worker".jobs;
begin
  if worker_id is null or length(worker_id) < 10 then
    raise exception 'invalid worker id';
  end if;

  select job_queues.queue_name, jobs.id into v_queue_name, v_job_id
    from "graphile_worker".jobs
    inner join "graphile_worker".job_queues using (queue_name)
    where (locked_at is null or locked_at < (now() - job_expiry))
    and run_at <= now()
    and attempts < max_attempts
    and (task_identifiers is null or task_identifier = any(task_identifiers))
    order by priority asc, run_at asc, id asc
    limit 1
    for update of job_queues
    skip locked;

  if v_queue_name is null then
    return null;
  end if;

  update "graphile_worker".job_queues
    set
      locked_by = worker_id,
      locked_at = now()
    where job_queues.queue_name = v_queue_name;

  update "graphile_worker".jobs
    set attempts = attempts + 1
    where id = v_job_id
    returning * into v_row;

  return v_row;
end;
$$ language plpgsql;

-- I was successful, mark the job as completed
create function "graphile_worker".complete_job(worker_id text, job_id bigint) returns "graphile_worker".jobs as $$
declare
  v_row "graphile_worker".jobs;
begin
  delete from "graphile_worker".jobs
    where id = job_id
    returning * into v_row;

  update "graphile_worker".job_queues
    set locked_by = null, locked_at = null
    where queue_name = v_row.queue_name and locked_by = worker_id;

  return v_row;
end;
$$ language plpgsql;

-- I was unsuccessful, re-schedule the job please
create function "graphile_worker".fail_job(worker_id text, job_id bigint, error_message text) returns "graphile_worker".jobs as $$
declare
  v_row "graphile_worker".jobs;
begin
  update "graphile_worker".jobs
    set
      last_error = error_message,
      run_at = greatest(now(), run_at) + (exp(least(attempts, 10))::text || ' seconds')::interval
    where id = job_id
    returning * into v_row;

  update "graphile_worker".job_queues
    set locked_by = null, locked_at = null
    where queue_name = v_row.queue_name and locked_by = worker_id;

  return v_row;
end;
$$ language plpgsql;
insert into "graphile_worker".migrations (id, breaking) values ('2', 'false');
alter table "graphile_worker".jobs add column key text unique check(length(key) > 0);

alter table "graphile_worker".jobs add locked_at timestamptz;
alter table "graphile_worker".jobs add locked_by text;

-- update any in-flight jobs
update "graphile_worker".jobs
  set locked_at = q.locked_at, locked_by = q.locked_by
  from "graphile_worker".job_queues q
  where q.queue_name = jobs.queue_name
  and q.locked_at is not null;

-- update add_job behaviour to meet new requirements
drop function if exists "graphile_worker".add_job(
  identifier text,
  payload json,
  queue_name text,
  run_at timestamptz,
  max_attempts int
);
create function "graphile_worker".add_job(
  identifier text,
  payload json = '{}',
  queue_name text = null,
  run_at timestamptz = now(),
  max_attempts int = 25,
  job_key text = null
) returns "graphile_worker".jobs as $$
declare
  v_job "graphile_worker".jobs;
begin
  if job_key is not null then
    -- Upsert job
    insert into "graphile_worker".jobs (task_identifier, payload, queue_name, run_at, max_attempts, key)
      values(
        identifier,
        payload,
        queue_name,
        run_at,
        max_attempts,
        job_key
      )
      on conflict (key) do update set
        -- update all job details other than queue_name, which we want to keep
        -- the same unless explicitly provided
        task_identifier=excluded.task_identifier,
        payload=excluded.payload,
        queue_name=coalesce(add_job.queue_name, jobs.queue_name),
        max_attempts=excluded.max_attempts,
        run_at=excluded.run_at,

        -- always reset error/retry state
        attempts=0,
        last_error=null
      where jobs.locked_at is null
      returning *
      into v_job;

    -- If upsert succeeded (insert or update), return early
    if not (v_job is null) then
      return v_job;
    end if;

    -- Upsert failed -> there must be an existing job that is locked. Remove
    -- existing key to allow a new one to be inserted, and prevent any
    -- subsequent retries by bumping attempts to the max allowed.
    update "graphile_worker".jobs
      set
        key = null,
        attempts = jobs.max_attempts
      where key = job_key;
  end if;

  -- insert the new job. Assume no conflicts due to the update above
  insert into "graphile_worker".jobs(task_identifier, payload, queue_name, run_at, max_attempts, key)
    values(
      identifier,
      payload,
      queue_name,
      run_at,
      max_attempts,
      job_key
    )
    returning *
    into v_job;

  return v_job;
end;
$$ language plpgsql volatile;

--- implement new remove_job function

create function "graphile_worker".remove_job(
  job_key text
) returns "graphile_worker".jobs as $$
  delete from "graphile_worker".jobs
    where key = job_key
    and locked_at is null
  returning *;
$$ language sql strict volatile;

-- Update other functions to handle locked_at denormalisation

create or replace function "graphile_worker".get_job(worker_id text, task_identifiers text[] = null, job_expiry interval = interval '4 hours') returns "graphile_worker".jobs as $$
declare
  v_job_id bigint;
  v_queue_name text;
  v_row "graphile_worker".jobs;
  v_now timestamptz = now();
begin
  if worker_id is null or length(worker_id) < 10 then
    raise exception 'invalid worker id';
  end if;

  select job_queues.queue_name, jobs.id into v_queue_name, v_job_id
    from "graphile_worker".jobs
    inner join "graphile_worker".job_queues using (queue_name)
    where (job_queues.locked_at is null or job_queues.locked_at < (v_now - job_expiry))
    and run_at <= v_now
    and attempts < max_attempts
    and (task_identifiers is null or task_identifier = any(task_identifiers))
    order by priority asc, run_at asc, id asc
    limit 1
    for update of job_queues
    skip locked;

  if v_queue_name is null then
    return null;
  end if;

  update "graphile_worker".job_queues
    set
      locked_by = worker_id,
      locked_at = v_now
    where job_queues.queue_name = v_queue_name;

  update "graphile_worker".jobs
    set
      attempts = attempts + 1,
      locked_by = worker_id,
      locked_at = v_now
    where id = v_job_id
    returning * into v_row;

  return v_row;
end;
$$ language plpgsql volatile;

-- I was unsuccessful, re-schedule the job please
create or replace function "graphile_worker".fail_job(worker_id text, job_id bigint, error_message text) returns "graphile_worker".jobs as $$
declare
  v_row "graphile_worker".jobs;
begin
  update "graphile_worker".jobs
    set
      last_error = error_message,
      run_at = greatest(now(), run_at) + (exp(least(attempts, 10))::text || ' seconds')::interval,
      locked_by = null,
      locked_at = null
    where id = job_id and locked_by = worker_id
    returning * into v_row;

  update "graphile_worker".job_queues
    set locked_by = null, locked_at = null
    where queue_name = v_row.queue_name and locked_by = worker_id;

  return v_row;
end;
$$ language plpgsql volatile strict;
insert into "graphile_worker".migrations (id, breaking) values ('3', 'true');
--! breaking-change
alter table "graphile_worker".jobs alter column queue_name drop not null;

create or replace function "graphile_worker".add_job(
  identifier text,
  payload json = '{}',
  queue_name text = null,
  run_at timestamptz = now(),
  max_attempts int = 25,
  job_key text = null
) returns "graphile_worker".jobs as $$
declare
  v_job "graphile_worker".jobs;
begin
  if job_key is not null then
    -- Upsert job
    insert into "graphile_worker".jobs (task_identifier, payload, queue_name, run_at, max_attempts, key)
      values(
        identifier,
        payload,
        queue_name,
        run_at,
        max_attempts,
        job_key
      )
      on conflict (key) do update set
        task_identifier=excluded.task_identifier,
        payload=excluded.payload,
        queue_name=excluded.queue_name,
        max_attempts=excluded.max_attempts,
        run_at=excluded.run_at,

        -- always reset error/retry state
        attempts=0,
        last_error=null
      where jobs.locked_at is null
      returning *
      into v_job;

    -- If upsert succeeded (insert or update), return early
    if not (v_job is null) then
      return v_job;
    end if;

    -- Upsert failed -> there must be an existing job that is locked. Remove
    -- existing key to allow a new one to be inserted, and prevent any
    -- subsequent retries by bumping attempts to the max allowed.
    update "graphile_worker".jobs
      set
        key = null,
        attempts = jobs.max_attempts
      where key = job_key;
  end if;

  -- insert the new job. Assume no conflicts due to the update above
  insert into "graphile_worker".jobs(task_identifier, payload, queue_name, run_at, max_attempts, key)
    values(
      identifier,
      payload,
      queue_name,
      run_at,
      max_attempts,
      job_key
    )
    returning *
    into v_job;

  return v_job;
end;
$$ language plpgsql volatile;

create or replace function "graphile_worker".get_job(worker_id text, task_identifiers text[] = null, job_expiry interval = interval '4 hours') returns "graphile_worker".jobs as $$
declare
  v_job_id bigint;
  v_queue_name text;
  v_row "graphile_worker".jobs;
  v_now timestamptz = now();
begin
  if worker_id is null or length(worker_id) < 10 then
    raise exception 'invalid worker id';
  end if;

  select jobs.queue_name, jobs.id into v_queue_name, v_job_id
    from "graphile_worker".jobs
    where (jobs.locked_at is null or jobs.locked_at < (v_now - job_expiry))
    and (
      jobs.queue_name is null
    or
      exists (
        select 1
        from "graphile_worker".job_queues
        where job_queues.queue_name = jobs.queue_name
        and (job_queues.locked_at is null or job_queues.locked_at < (v_now - job_expiry))
        for update
        skip locked
      )
    )
    and run_at <= v_now
    and attempts < max_attempts
    and (task_identifiers is null or task_identifier = any(task_identifiers))
    order by priority asc, run_at asc, id asc
    limit 1
    for update
    skip locked;

  if v_job_id is null then
    return null;
  end if;

  if v_queue_name is not null then
    update "graphile_worker".job_queues
      set
        locked_by = worker_id,
        locked_at = v_now
      where job_queues.queue_name = v_queue_name;
  end if;

  update "graphile_worker".jobs
    set
      attempts = attempts + 1,
      locked_by = worker_id,
      locked_at = v_now
    where id = v_job_id
    returning * into v_row;

  return v_row;
end;
$$ language plpgsql volatile;

create or replace function "graphile_worker".fail_job(worker_id text, job_id bigint, error_message text) returns "graphile_worker".jobs as $$
declare
  v_row "graphile_worker".jobs;
begin
  update "graphile_worker".jobs
    set
      last_error = error_message,
      run_at = greatest(now(), run_at) + (exp(least(attempts, 10))::text || ' seconds')::interval,
      locked_by = null,
      locked_at = null
    where id = job_id and locked_by = worker_id
    returning * into v_row;

  if v_row.queue_name is not null then
    update "graphile_worker".job_queues
      set locked_by = null, locked_at = null
      where queue_name = v_row.queue_name and locked_by = worker_id;
  end if;

  return v_row;
end;
$$ language plpgsql volatile strict;

create or replace function "graphile_worker".complete_job(worker_id text, job_id bigint) returns "graphile_worker".jobs as $$
declare
  v_row "graphile_worker".jobs;
begin
  delete from "graphile_worker".jobs
    where id = job_id
    returning * into v_row;

  if v_row.queue_name is not null then
    update "graphile_worker".job_queues
      set locked_by = null, locked_at = null
      where queue_name = v_row.queue_name and locked_by = worker_id;
  end if;

  return v_row;
end;
$$ language plpgsql;

drop trigger _500_increase_job_queue_count on "graphile_worker".jobs;
drop trigger _500_decrease_job_queue_count on "graphile_worker".jobs;
drop trigger _500_increase_job_queue_count_update on "graphile_worker".jobs;
drop trigger _500_decrease_job_queue_count_update on "graphile_worker".jobs;
create trigger _500_increase_job_queue_count after insert on "graphile_worker".jobs for each row when (NEW.queue_name is not null) execute procedure "graphile_worker".jobs__increase_job_queue_count();
create trigger _500_decrease_job_queue_count after delete on "graphile_worker".jobs for each row when (OLD.queue_name is not null) execute procedure "graphile_worker".jobs__decrease_job_queue_count();
create trigger _500_increase_job_queue_count_update after update of queue_name on "graphile_worker".jobs for each row when (NEW.queue_name is distinct from OLD.queue_name AND NEW.queue_name is not null) execute procedure "graphile_worker".jobs__increase_job_queue_count();
create trigger _500_decrease_job_queue_count_update after update of queue_name on "graphile_worker".jobs for each row when (NEW.queue_name is distinct from OLD.queue_name AND OLD.queue_name is not null) execute procedure "graphile_worker".jobs__decrease_job_queue_count();
insert into "graphile_worker".migrations (id, breaking) values ('4', 'false');
drop function "graphile_worker".add_job(text, json, text, timestamptz, int, text);

create function "graphile_worker".add_job(
  identifier text,
  payload json = null,
  queue_name text = null,
  run_at timestamptz = null,
  max_attempts int = null,
  job_key text = null,
  priority int = null
) returns "graphile_worker".jobs as $$
declare
  v_job "graphile_worker".jobs;
begin
  -- Apply rationality checks
  if length(identifier) > 128 then
    raise exception 'Task identifier is too long (max length: 128).' using errcode = 'GWBID';
  end if;
  if queue_name is not null and length(queue_name) > 128 then
    raise exception 'Job queue name is too long (max length: 128).' using errcode = 'GWBQN';
  end if;
  if job_key is not null and length(job_key) > 512 then
    raise exception 'Job key is too long (max length: 512).' using errcode = 'GWBJK';
  end if;
  if max_attempts < 1 then
    raise exception 'Job maximum attempts must be at least 1' using errcode = 'GWBMA';
  end if;

  if job_key is not null then
    -- Upsert job
    insert into "graphile_worker".jobs (
      task_identifier,
      payload,
      queue_name,
      run_at,
      max_attempts,
      key,
      priority
    )
      values(
        identifier,
        coalesce(payload, '{}'::json),
        queue_name,
        coalesce(run_at, now()),
        coalesce(max_attempts, 25),
        job_key,
        coalesce(priority, 0)
      )
      on conflict (key) do update set
        task_identifier=excluded.task_identifier,
        payload=excluded.payload,
        queue_name=excluded.queue_name,
        max_attempts=excluded.max_attempts,
        run_at=excluded.run_at,
        priority=excluded.priority,

        -- always reset error/retry state
        attempts=0,
        last_error=null
      where jobs.locked_at is null
      returning *
      into v_job;

    -- If upsert succeeded (insert or update), return early
    if not (v_job is null) then
      return v_job;
    end if;

    -- Upsert failed -> there must be an existing job that is locked. Remove
    -- existing key to allow a new one to be inserted, and prevent any
    -- subsequent retries by bumping attempts to the max allowed.
    update "graphile_worker".jobs
      set
        key = null,
        attempts = jobs.max_attempts
      where key = job_key;
  end if;

  -- insert the new job. Assume no conflicts due to the update above
  insert into "graphile_worker".jobs(
    task_identifier,
    payload,
    queue_name,
    run_at,
    max_attempts,
    key,
    priority
  )
    values(
      identifier,
      coalesce(payload, '{}'::json),
      queue_name,
      coalesce(run_at, now()),
      coalesce(max_attempts, 25),
      job_key,
      coalesce(priority, 0)
    )
    returning *
    into v_job;

  return v_job;
end;
$$ language plpgsql volatile;

create function "graphile_worker".complete_jobs(
  job_ids bigint[]
) returns setof "graphile_worker".jobs as $$
  delete from "graphile_worker".jobs
    where id = any(job_ids)
    and (
      locked_by is null
    or
      locked_at < NOW() - interval '4 hours'
    )
    returning *;
$$ language sql volatile;

create function "graphile_worker".permanently_fail_jobs(
  job_ids bigint[],
  error_message text = null
) returns setof "graphile_worker".jobs as $$
  update "graphile_worker".jobs
    set
      last_error = coalesce(error_message, 'Manually marked as failed'),
      attempts = max_attempts
    where id = any(job_ids)
    and (
      locked_by is null
    or
      locked_at < NOW() - interval '4 hours'
    )
    returning *;
$$ language sql volatile;

create function "graphile_worker".reschedule_jobs(
  job_ids bigint[],
  run_at timestamptz = null,
  priority int = null,
  attempts int = null,
  max_attempts int = null
) returns setof "graphile_worker".jobs as $$
  update "graphile_worker".jobs
    set
      run_at = coalesce(reschedule_jobs.run_at, jobs.run_at),
      priority = coalesce(reschedule_jobs.priority, jobs.priority),
      attempts = coalesce(reschedule_jobs.attempts, jobs.attempts),
      max_attempts = coalesce(reschedule_jobs.max_attempts, jobs.max_attempts)
    where id = any(job_ids)
    and (
      locked_by is null
    or
      locked_at < NOW() - interval '4 hours'
    )
    returning *;
$$ language sql volatile;
insert into "graphile_worker".migrations (id, breaking) values ('5', 'false');
alter table "graphile_worker".jobs add column revision int default 0 not null;
alter table "graphile_worker".jobs add column flags jsonb default null;

drop function "graphile_worker".add_job(text, json, text, timestamptz, int, text, int);
create function "graphile_worker".add_job(
  identifier text,
  payload json = null,
  queue_name text = null,
  run_at timestamptz = null,
  max_attempts int = null,
  job_key text = null,
  priority int = null,
  flags text[] = null
) returns "graphile_worker".jobs as $$
declare
  v_job "graphile_worker".jobs;
begin
  -- Apply rationality checks
  if length(identifier) > 128 then
    raise exception 'Task identifier is too long (max length: 128).' using errcode = 'GWBID';
  end if;
  if queue_name is not null and length(queue_name) > 128 then
    raise exception 'Job queue name is too long (max length: 128).' using errcode = 'GWBQN';
  end if;
  if job_key is not null and length(job_key) > 512 then
    raise exception 'Job key is too long (max length: 512).' using errcode = 'GWBJK';
  end if;
  if max_attempts < 1 then
    raise exception 'Job maximum attempts must be at least 1' using errcode = 'GWBMA';
  end if;

  if job_key is not null then
    -- Upsert job
    insert into "graphile_worker".jobs (
      task_identifier,
      payload,
      queue_name,
      run_at,
      max_attempts,
      key,
      priority,
      flags
    )
      values(
        identifier,
        coalesce(payload, '{}'::json),
        queue_name,
        coalesce(run_at, now()),
        coalesce(max_attempts, 25),
        job_key,
        coalesce(priority, 0),
        (
          select jsonb_object_agg(flag, true)
          from unnest(flags) as item(flag)
        )
      )
      on conflict (key) do update set
        task_identifier=excluded.task_identifier,
        payload=excluded.payload,
        queue_name=excluded.queue_name,
        max_attempts=excluded.max_attempts,
        run_at=excluded.run_at,
        priority=excluded.priority,
        revision=jobs.revision + 1,
        flags=excluded.flags,

        -- always reset error/retry state
        attempts=0,
        last_error=null
      where jobs.locked_at is null
      returning *
      into v_job;

    -- If upsert succeeded (insert or update), return early
    if not (v_job is null) then
      return v_job;
    end if;

    -- Upsert failed -> there must be an existing job that is locked. Remove
    -- existing key to allow a new one to be inserted, and prevent any
    -- subsequent retries by bumping attempts to the max allowed.
    update "graphile_worker".jobs
      set
        key = null,
        attempts = jobs.max_attempts
      where key = job_key;
  end if;

  -- insert the new job. Assume no conflicts due to the update above
  insert into "graphile_worker".jobs(
    task_identifier,
    payload,
    queue_name,
    run_at,
    max_attempts,
    key,
    priority,
    flags
  )
    values(
      identifier,
      coalesce(payload, '{}'::json),
      queue_name,
      coalesce(run_at, now()),
      coalesce(max_attempts, 25),
      job_key,
      coalesce(priority, 0),
      (
        select jsonb_object_agg(flag, true)
        from unnest(flags) as item(flag)
      )
    )
    returning *
    into v_job;

  return v_job;
end;
$$ language plpgsql volatile;

drop function "graphile_worker".get_job(text, text[], interval);
create function "graphile_worker".get_job(
  worker_id text,
  task_identifiers text[] = null,
  job_expiry interval = interval '4 hours',
  forbidden_flags text[] = null
) returns "graphile_worker".jobs as $$
declare
  v_job_id bigint;
  v_queue_name text;
  v_row "graphile_worker".jobs;
  v_now timestamptz = now();
begin
  if worker_id is null or length(worker_id) < 10 then
    raise exception 'invalid worker id';
  end if;

  select jobs.queue_name, jobs.id into v_queue_name, v_job_id
    from "graphile_worker".jobs
    where (jobs.locked_at is null or jobs.locked_at < (v_now - job_expiry))
    and (
      jobs.queue_name is null
    or
      exists (
        select 1
        from "graphile_worker".job_queues
        where job_queues.queue_name = jobs.queue_name
        and (job_queues.locked_at is null or job_queues.locked_at < (v_now - job_expiry))
        for update
        skip locked
      )
    )
    and run_at <= v_now
    and attempts < max_attempts
    and (task_identifiers is null or task_identifier = any(task_identifiers))
    and (forbidden_flags is null or (flags ?| forbidden_flags) is not true)
    order by priority asc, run_at asc, id asc
    limit 1
    for update
    skip locked;

  if v_job_id is null then
    return null;
  end if;

  if v_queue_name is not null then
    update "graphile_worker".job_queues
      set
        locked_by = worker_id,
        locked_at = v_now
      where job_queues.queue_name = v_queue_name;
  end if;

  update "graphile_worker".jobs
    set
      attempts = attempts + 1,
      locked_by = worker_id,
      locked_at = v_now
    where id = v_job_id
    returning * into v_row;

  return v_row;
end;
$$ language plpgsql volatile;
insert into "graphile_worker".migrations (id, breaking) values ('6', 'false');
create index jobs_priority_run_at_id_locked_at_without_failures_idx
  on "graphile_worker".jobs (priority, run_at, id, locked_at)
  where attempts < max_attempts;

drop index "graphile_worker".jobs_priority_run_at_id_idx;
insert into "graphile_worker".migrations (id, breaking) values ('7', 'false');
drop function "graphile_worker".add_job(text, json, text, timestamptz, int, text, int, text[]);
create function "graphile_worker".add_job(
  identifier text,
  payload json = null,
  queue_name text = null,
  run_at timestamptz = null,
  max_attempts integer = null,
  job_key text = null,
  priority integer = null,
  flags text[] = null,
  job_key_mode text = 'replace'
) returns "graphile_worker".jobs as $$
declare
  v_job "graphile_worker".jobs;
begin
  -- Apply rationality checks
  if length(identifier) > 128 then
    raise exception 'Task identifier is too long (max length: 128).' using errcode = 'GWBID';
  end if;
  if queue_name is not null and length(queue_name) > 128 then
    raise exception 'Job queue name is too long (max length: 128).' using errcode = 'GWBQN';
  end if;
  if job_key is not null and length(job_key) > 512 then
    raise exception 'Job key is too long (max length: 512).' using errcode = 'GWBJK';
  end if;
  if max_attempts < 1 then
    raise exception 'Job maximum attempts must be at least 1.' using errcode = 'GWBMA';
  end if;
  if job_key is not null and (job_key_mode is null or job_key_mode in ('replace', 'preserve_run_at')) then
    -- Upsert job if existing job isn't locked, but in the case of locked
    -- existing job create a new job instead as it must have already started
    -- executing (i.e. it's world state is out of date, and the fact add_job
    -- has been called again implies there's new information that needs to be
    -- acted upon).
    insert into "graphile_worker".jobs (
      task_identifier,
      payload,
      queue_name,
      run_at,
      max_attempts,
      key,
      priority,
      flags
    )
      values(
        identifier,
        coalesce(payload, '{}'::json),
        queue_name,
        coalesce(run_at, now()),
        coalesce(max_attempts, 25),
        job_key,
        coalesce(priority, 0),
        (
          select jsonb_object_agg(flag, true)
          from unnest(flags) as item(flag)
        )
      )
      on conflict (key) do update set
        task_identifier=excluded.task_identifier,
        payload=excluded.payload,
        queue_name=excluded.queue_name,
        max_attempts=excluded.max_attempts,
        run_at=(case
          when job_key_mode = 'preserve_run_at' and jobs.attempts = 0 then jobs.run_at
          else excluded.run_at
        end),
        priority=excluded.priority,
        revision=jobs.revision + 1,
        flags=excluded.flags,
        -- always reset error/retry state
        attempts=0,
        last_error=null
      where jobs.locked_at is null
      returning *
      into v_job;
    -- If upsert succeeded (insert or update), return early
    if not (v_job is null) then
      return v_job;
    end if;
    -- Upsert failed -> there must be an existing job that is locked. Remove
    -- existing key to allow a new one to be inserted, and prevent any
    -- subsequent retries of existing job by bumping attempts to the max
    -- allowed.
    update "graphile_worker".jobs
      set
        key = null,
        attempts = jobs.max_attempts
      where key = job_key;
  elsif job_key is not null and job_key_mode = 'unsafe_dedupe' then
    -- Insert job, but if one already exists then do nothing, even if the
    -- existing job has already started (and thus represents an out-of-date
    -- world state). This is dangerous because it means that whatever state
    -- change triggered this add_job may not be acted upon (since it happened
    -- after the existing job started executing, but no further job is being
    -- scheduled), but it is useful in very rare circumstances for
    -- de-duplication. If in doubt, DO NOT USE THIS.
    insert into "graphile_worker".jobs (
      task_identifier,
      payload,
      queue_name,
      run_at,
      max_attempts,
      key,
      priority,
      flags
    )
      values(
        identifier,
        coalesce(payload, '{}'::json),
        queue_name,
        coalesce(run_at, now()),
        coalesce(max_attempts, 25),
        job_key,
        coalesce(priority, 0),
        (
          select jsonb_object_agg(flag, true)
          from unnest(flags) as item(flag)
        )
      )
      on conflict (key)
      -- Bump the revision so that there's something to return
      do update set revision = jobs.revision + 1
      returning *
      into v_job;
    return v_job;
  elsif job_key is not null then
    raise exception 'Invalid job_key_mode value, expected ''replace'', ''preserve_run_at'' or ''unsafe_dedupe''.' using errcode = 'GWBKM';
  end if;
  -- insert the new job. Assume no conflicts due to the update above
  insert into "graphile_worker".jobs(
    task_identifier,
    payload,
    queue_name,
    run_at,
    max_attempts,
    key,
    priority,
    flags
  )
    values(
      identifier,
      coalesce(payload, '{}'::json),
      queue_name,
      coalesce(run_at, now()),
      coalesce(max_attempts, 25),
      job_key,
      coalesce(priority, 0),
      (
        select jsonb_object_agg(flag, true)
        from unnest(flags) as item(flag)
      )
    )
    returning *
    into v_job;
  return v_job;
end;
$$ language plpgsql volatile;

create or replace function "graphile_worker".remove_job(job_key text)
returns "graphile_worker".jobs as $$
declare
  v_job "graphile_worker".jobs;
begin
  -- Delete job if not locked
  delete from "graphile_worker".jobs
    where key = job_key
    and locked_at is null
  returning * into v_job;
  if not (v_job is null) then
    return v_job;
  end if;
  -- Otherwise prevent job from retrying, and clear the key
  update "graphile_worker".jobs
    set attempts = max_attempts, key = null
    where key = job_key
  returning * into v_job;
  return v_job;
end;
$$ language plpgsql strict;
insert into "graphile_worker".migrations (id, breaking) values ('8', 'false');
create table "graphile_worker".known_crontabs (
  identifier text not null primary key,
  known_since timestamptz not null,
  last_execution timestamptz
);
alter table "graphile_worker".known_crontabs enable row level security;
insert into "graphile_worker".migrations (id, breaking) values ('9', 'false');
drop function "graphile_worker".get_job(text, text[], interval, text[]);
create function "graphile_worker".get_job(
  worker_id text,
  task_identifiers text[] = null,
  job_expiry interval = interval '4 hours',
  forbidden_flags text[] = null,
  now timestamptz = now()
) returns "graphile_worker".jobs as $$
declare
  v_job_id bigint;
  v_queue_name text;
  v_row "graphile_worker".jobs;
begin
  if worker_id is null or length(worker_id) < 10 then
    raise exception 'invalid worker id';
  end if;

  select jobs.queue_name, jobs.id into v_queue_name, v_job_id
    from "graphile_worker".jobs
    where (jobs.locked_at is null or jobs.locked_at < (now - job_expiry))
    and (
      jobs.queue_name is null
    or
      exists (
        select 1
        from "graphile_worker".job_queues
        where job_queues.queue_name = jobs.queue_name
        and (job_queues.locked_at is null or job_queues.locked_at < (now - job_expiry))
        for update
        skip locked
      )
    )
    and run_at <= now
    and attempts < max_attempts
    and (task_identifiers is null or task_identifier = any(task_identifiers))
    and (forbidden_flags is null or (flags ?| forbidden_flags) is not true)
    order by priority asc, run_at asc, id asc
    limit 1
    for update
    skip locked;

  if v_job_id is null then
    return null;
  end if;

  if v_queue_name is not null then
    update "graphile_worker".job_queues
      set
        locked_by = worker_id,
        locked_at = now
      where job_queues.queue_name = v_queue_name;
  end if;

  update "graphile_worker".jobs
    set
      attempts = attempts + 1,
      locked_by = worker_id,
      locked_at = now
    where id = v_job_id
    returning * into v_row;

  return v_row;
end;
$$ language plpgsql volatile;
insert into "graphile_worker".migrations (id, breaking) values ('10', 'false');
alter table "graphile_worker".jobs alter column queue_name drop default;
insert into "graphile_worker".migrations (id, breaking) values ('11', 'true');
--! breaking-change
lock table "graphile_worker".jobs;
lock table "graphile_worker".job_queues;

-- If there's any locked jobs, abort via division by zero
select 1/(case when exists (
  select 1
  from "graphile_worker".jobs
  where locked_at is not null
  and locked_at > NOW() - interval '4 hours'
) then 0 else 1 end);

alter table "graphile_worker".jobs
alter column attempts type int2,
alter column max_attempts type int2,
alter column priority type int2;


drop function "graphile_worker".complete_job;
drop function "graphile_worker".fail_job;
drop function "graphile_worker".get_job;



drop trigger _900_notify_worker on "graphile_worker".jobs;
drop function "graphile_worker".add_job;
drop function "graphile_worker".complete_jobs;
drop function "graphile_worker".permanently_fail_jobs;
drop function "graphile_worker".remove_job;
drop function "graphile_worker".reschedule_jobs;
drop function "graphile_worker".tg_jobs__notify_new_jobs;
alter table "graphile_worker".jobs rename to jobs_legacy;
alter table "graphile_worker".job_queues rename to job_queues_legacy;

create table "graphile_worker".job_queues (
  id int primary key generated always as identity,
  queue_name text not null unique check (length(queue_name) <= 128),
  locked_at timestamptz,
  locked_by text,
  is_available boolean generated always as ((locked_at is null)) stored not null
);
alter table "graphile_worker".job_queues enable row level security;

create table "graphile_worker".tasks (
  id int primary key generated always as identity,
  identifier text not null unique check (length(identifier) <= 128)
);
alter table "graphile_worker".tasks enable row level security;

create table "graphile_worker".jobs (
  id bigint primary key generated always as identity,
  job_queue_id int null, -- not adding 'references' to eke out more performance
  task_id int not null,
  payload json default '{}'::json not null,
  priority smallint default 0 not null,
  run_at timestamptz default now() not null,
  attempts smallint default 0 not null,
  max_attempts smallint default 25 not null constraint jobs_max_attempts_check check (max_attempts >= 1),
  last_error text,
  created_at timestamptz default now() not null,
  updated_at timestamptz default now() not null,
  key text unique constraint jobs_key_check check (length(key) > 0 and length(key) <= 512),
  locked_at timestamptz,
  locked_by text,
  revision integer default 0 not null,
  flags jsonb,
  is_available boolean generated always as (((locked_at is null) and (attempts < max_attempts))) stored not null
);
alter table "graphile_worker".jobs enable row level security;

create index jobs_main_index
  on "graphile_worker".jobs
  using btree (priority, run_at)
  include (id, task_id, job_queue_id)
  where (is_available = true);

create index jobs_no_queue_index
  on "graphile_worker".jobs
  using btree (priority, run_at)
  include (id, task_id)
  where (is_available = true and job_queue_id is null);

create type "graphile_worker".job_spec as (
  identifier text,
  payload json,
  queue_name text,
  run_at timestamptz,
  max_attempts integer,
  job_key text,
  priority integer,
  flags text[]
);

create function "graphile_worker".add_jobs(
  specs "graphile_worker".job_spec[],
  job_key_preserve_run_at boolean default false
)
returns setof "graphile_worker".jobs
as $$
begin
  -- Ensure all the tasks exist
  insert into "graphile_worker".tasks (identifier)
  select distinct spec.identifier
  from unnest(specs) spec
  on conflict do nothing;

  -- Ensure all the queues exist
  insert into "graphile_worker".job_queues (queue_name)
  select distinct spec.queue_name
  from unnest(specs) spec
  where spec.queue_name is not null
  on conflict do nothing;

  -- Ensure any locked jobs have their key cleared - in the case of locked
  -- existing job create a new job instead as it must have already started
  -- executing (i.e. it's world state is out of date, and the fact add_job
  -- has been called again implies there's new information that needs to be
  -- acted upon).
  update "graphile_worker".jobs
  set
    key = null,
    attempts = jobs.max_attempts,
    updated_at = now()
  from unnest(specs) spec
  where spec.job_key is not null
  and jobs.key = spec.job_key
  and is_available is not true;

  -- TODO: is there a risk that a conflict could occur depending on the
  -- isolation level?

  return query insert into "graphile_worker".jobs (
    job_queue_id,
    task_id,
    payload,
    run_at,
    max_attempts,
    key,
    priority,
    flags
  )
    select
      job_queues.id,
      tasks.id,
      coalesce(spec.payload, '{}'::json),
      coalesce(spec.run_at, now()),
      coalesce(spec.max_attempts, 25),
      spec.job_key,
      coalesce(spec.priority, 0),
      (
        select jsonb_object_agg(flag, true)
        from unnest(spec.flags) as item(flag)
      )
    from unnest(specs) spec
    inner join "graphile_worker".tasks
    on tasks.identifier = spec.identifier
    left join "graphile_worker".job_queues
    on job_queues.queue_name = spec.queue_name
  on conflict (key) do update set
    job_queue_id = excluded.job_queue_id,
    task_id = excluded.task_id,
    payload = excluded.payload,
    max_attempts = excluded.max_attempts,
    run_at = (case
      when job_key_preserve_run_at is true and jobs.attempts = 0 then jobs.run_at
      else excluded.run_at
    end),
    priority = excluded.priority,
    revision = jobs.revision + 1,
    flags = excluded.flags,
    -- always reset error/retry state
    attempts = 0,
    last_error = null,
    updated_at = now()
  where jobs.locked_at is null
  returning *;
end;
$$ language plpgsql;

create function "graphile_worker".complete_jobs(job_ids bigint[])
returns setof "graphile_worker".jobs
as $$
  delete from "graphile_worker".jobs
    where id = any(job_ids)
    and (
      locked_at is null
    or
      locked_at < now() - interval '4 hours'
    )
    returning *;
$$ language sql;

create function "graphile_worker".permanently_fail_jobs(
  job_ids bigint[],
  error_message text default null::text
)
returns setof "graphile_worker".jobs
as $$
  update "graphile_worker".jobs
    set
      last_error = coalesce(error_message, 'Manually marked as failed'),
      attempts = max_attempts,
      updated_at = now()
    where id = any(job_ids)
    and (
      locked_at is null
    or
      locked_at < NOW() - interval '4 hours'
    )
    returning *;
$$ language sql;

create function "graphile_worker".remove_job(job_key text)
returns "graphile_worker".jobs
as $$
declare
  v_job "graphile_worker".jobs;
begin
  -- Delete job if not locked
  delete from "graphile_worker".jobs
    where key = job_key
    and (
      locked_at is null
    or
      locked_at < NOW() - interval '4 hours'
    )
  returning * into v_job;
  if not (v_job is null) then
    return v_job;
  end if;
  -- Otherwise prevent job from retrying, and clear the key
  update "graphile_worker".jobs
  set
    key = null,
    attempts = jobs.max_attempts,
    updated_at = now()
  where key = job_key
  returning * into v_job;
  return v_job;
end;
$$ language plpgsql strict;

create function "graphile_worker".reschedule_jobs(
  job_ids bigint[],
  run_at timestamp with time zone default null::timestamp with time zone,
  priority integer default null::integer,
  attempts integer default null::integer,
  max_attempts integer default null::integer
) returns setof "graphile_worker".jobs
as $$
  update "graphile_worker".jobs
    set
      run_at = coalesce(reschedule_jobs.run_at, jobs.run_at),
      priority = coalesce(reschedule_jobs.priority, jobs.priority),
      attempts = coalesce(reschedule_jobs.attempts, jobs.attempts),
      max_attempts = coalesce(reschedule_jobs.max_attempts, jobs.max_attempts),
      updated_at = now()
    where id = any(job_ids)
    and (
      locked_at is null
    or
      locked_at < NOW() - interval '4 hours'
    )
    returning *;
$$ language sql;

create function "graphile_worker".tg_jobs__after_insert() returns trigger
as $$
begin
  perform pg_notify('jobs:insert', '');
  return new;
end;
$$ language plpgsql;
create trigger _900_after_insert
after insert on "graphile_worker".jobs
for each statement
execute procedure "graphile_worker".tg_jobs__after_insert();

create function "graphile_worker".add_job(
  identifier text,
  payload json default null::json,
  queue_name text default null::text,
  run_at timestamp with time zone default null::timestamp with time zone,
  max_attempts integer default null::integer,
  job_key text default null::text,
  priority integer default null::integer,
  flags text[] default null::text[],
  job_key_mode text default 'replace'::text
) returns "graphile_worker".jobs as $$
declare
  v_job "graphile_worker".jobs;
begin
  if (job_key is null or job_key_mode is null or job_key_mode in ('replace', 'preserve_run_at')) then
    select * into v_job
    from "graphile_worker".add_jobs(
      ARRAY[(
        identifier,
        payload,
        queue_name,
        run_at,
        max_attempts,
        job_key,
        priority,
        flags
      )::"graphile_worker".job_spec],
      (job_key_mode = 'preserve_run_at')
    )
    limit 1;
    return v_job;
  elsif job_key_mode = 'unsafe_dedupe' then
    -- Ensure all the tasks exist
    insert into "graphile_worker".tasks (identifier)
    values (add_job.identifier)
    on conflict do nothing;

    -- Ensure all the queues exist
    if add_job.queue_name is not null then
      insert into "graphile_worker".job_queues (queue_name)
      values (add_job.queue_name)
      on conflict do nothing;
    end if;

    -- Insert job, but if one already exists then do nothing, even if the
    -- existing job has already started (and thus represents an out-of-date
    -- world state). This is dangerous because it means that whatever state
    -- change triggered this add_job may not be acted upon (since it happened
    -- after the existing job started executing, but no further job is being
    -- scheduled), but it is useful in very rare circumstances for
    -- de-duplication. If in doubt, DO NOT USE THIS.
    insert into "graphile_worker".jobs (
      job_queue_id,
      task_id,
      payload,
      run_at,
      max_attempts,
      key,
      priority,
      flags
    )
      select
        job_queues.id,
        tasks.id,
        coalesce(add_job.payload, '{}'::json),
        coalesce(add_job.run_at, now()),
        coalesce(add_job.max_attempts, 25),
        add_job.job_key,
        coalesce(add_job.priority, 0),
        (
          select jsonb_object_agg(flag, true)
          from unnest(add_job.flags) as item(flag)
        )
      from "graphile_worker".tasks
      left join "graphile_worker".job_queues
      on job_queues.queue_name = add_job.queue_name
      where tasks.identifier = add_job.identifier
    on conflict (key)
      -- Bump the updated_at so that there's something to return
      do update set
        revision = jobs.revision + 1,
        updated_at = now()
      returning *
      into v_job;
    return v_job;
  else
    raise exception 'Invalid job_key_mode value, expected ''replace'', ''preserve_run_at'' or ''unsafe_dedupe''.' using errcode = 'GWBKM';
  end if;
end;
$$ language plpgsql;

-- Migrate over the old tables
insert into "graphile_worker".job_queues (queue_name)
select distinct queue_name
from "graphile_worker".jobs_legacy
where queue_name is not null
on conflict do nothing;

insert into "graphile_worker".tasks (identifier)
select distinct task_identifier
from "graphile_worker".jobs_legacy
on conflict do nothing;

insert into "graphile_worker".jobs (
  job_queue_id,
  task_id,
  payload,
  priority,
  run_at,
  attempts,
  max_attempts,
  last_error,
  created_at,
  updated_at,
  key,
  revision,
  flags
)
  select
    job_queues.id,
    tasks.id,
    legacy.payload,
    legacy.priority,
    legacy.run_at,
    legacy.attempts,
    legacy.max_attempts,
    legacy.last_error,
    legacy.created_at,
    legacy.updated_at,
    legacy.key,
    legacy.revision,
    legacy.flags
  from "graphile_worker".jobs_legacy legacy
  inner join "graphile_worker".tasks
  on tasks.identifier = legacy.task_identifier
  left join "graphile_worker".job_queues
  on job_queues.queue_name = legacy.queue_name;

drop table "graphile_worker".jobs_legacy;
drop table "graphile_worker".job_queues_legacy;
insert into "graphile_worker".migrations (id, breaking) values ('12', 'false');
create or replace function "graphile_worker".add_jobs(
  specs "graphile_worker".job_spec[],
  job_key_preserve_run_at boolean default false
)
returns setof "graphile_worker".jobs
as $$
begin
  -- Ensure all the tasks exist
  insert into "graphile_worker".tasks (identifier)
  select distinct spec.identifier
  from unnest(specs) spec
  on conflict do nothing;

  -- Ensure all the queues exist
  insert into "graphile_worker".job_queues (queue_name)
  select distinct spec.queue_name
  from unnest(specs) spec
  where spec.queue_name is not null
  on conflict do nothing;

  -- Ensure any locked jobs have their key cleared - in the case of locked
  -- existing job create a new job instead as it must have already started
  -- executing (i.e. it's world state is out of date, and the fact add_job
  -- has been called again implies there's new information that needs to be
  -- acted upon).
  update "graphile_worker".jobs
  set
    key = null,
    attempts = jobs.max_attempts,
    updated_at = now()
  from unnest(specs) spec
  where spec.job_key is not null
  and jobs.key = spec.job_key
  and is_available is not true;

  -- TODO: is there a risk that a conflict could occur depending on the
  -- isolation level?

  return query insert into "graphile_worker".jobs (
    job_queue_id,
    task_id,
    payload,
    run_at,
    max_attempts,
    key,
    priority,
    flags
  )
    select
      job_queues.id,
      tasks.id,
      coalesce(spec.payload, '{}'::json),
      coalesce(spec.run_at, now()),
      coalesce(spec.max_attempts, 25),
      spec.job_key,
      coalesce(spec.priority, 0),
      (
        select jsonb_object_agg(flag, true)
        from unnest(spec.flags) as item(flag)
      )
    from unnest(specs) spec
    inner join "graphile_worker".tasks
    on tasks.identifier = spec.identifier
    left join "graphile_worker".job_queues
    on job_queues.queue_name = spec.queue_name
  on conflict (key) do update set
    job_queue_id = excluded.job_queue_id,
    task_id = excluded.task_id,
    payload =
      case
      when json_typeof(jobs.payload) = 'array' and json_typeof(excluded.payload) = 'array' then
        (jobs.payload::jsonb || excluded.payload::jsonb)::json
      else
        excluded.payload
      end,
    max_attempts = excluded.max_attempts,
    run_at = (case
      when job_key_preserve_run_at is true and jobs.attempts = 0 then jobs.run_at
      else excluded.run_at
    end),
    priority = excluded.priority,
    revision = jobs.revision + 1,
    flags = excluded.flags,
    -- always reset error/retry state
    attempts = 0,
    last_error = null,
    updated_at = now()
  where jobs.locked_at is null
  returning *;
end;
$$ language plpgsql;
insert into "graphile_worker".migrations (id, breaking) values ('13', 'true');
--! breaking-change
alter type "graphile_worker".job_spec alter attribute max_attempts type smallint;
alter type "graphile_worker".job_spec alter attribute priority type smallint;

drop function "graphile_worker".add_job;
CREATE FUNCTION "graphile_worker".add_job(identifier text, payload json DEFAULT NULL::json, queue_name text DEFAULT NULL::text, run_at timestamp with time zone DEFAULT NULL::timestamp with time zone, max_attempts smallint DEFAULT NULL::smallint, job_key text DEFAULT NULL::text, priority smallint DEFAULT NULL::smallint, flags text[] DEFAULT NULL::text[], job_key_mode text DEFAULT 'replace'::text) RETURNS "graphile_worker".jobs
    LANGUAGE plpgsql
    AS $$
declare
  v_job "graphile_worker".jobs;
begin
  if (job_key is null or job_key_mode is null or job_key_mode in ('replace', 'preserve_run_at')) then
    select * into v_job
    from "graphile_worker".add_jobs(
      ARRAY[(
        identifier,
        payload,
        queue_name,
        run_at,
        max_attempts,
        job_key,
        priority,
        flags
      )::"graphile_worker".job_spec],
      (job_key_mode = 'preserve_run_at')
    )
    limit 1;
    return v_job;
  elsif job_key_mode = 'unsafe_dedupe' then
    -- Ensure all the tasks exist
    insert into "graphile_worker".tasks (identifier)
    values (add_job.identifier)
    on conflict do nothing;
    -- Ensure all the queues exist
    if add_job.queue_name is not null then
      insert into "graphile_worker".job_queues (queue_name)
      values (add_job.queue_name)
      on conflict do nothing;
    end if;
    -- Insert job, but if one already exists then do nothing, even if the
    -- existing job has already started (and thus represents an out-of-date
    -- world state). This is dangerous because it means that whatever state
    -- change triggered this add_job may not be acted upon (since it happened
    -- after the existing job started executing, but no further job is being
    -- scheduled), but it is useful in very rare circumstances for
    -- de-duplication. If in doubt, DO NOT USE THIS.
    insert into "graphile_worker".jobs (
      job_queue_id,
      task_id,
      payload,
      run_at,
      max_attempts,
      key,
      priority,
      flags
    )
      select
        job_queues.id,
        tasks.id,
        coalesce(add_job.payload, '{}'::json),
        coalesce(add_job.run_at, now()),
        coalesce(add_job.max_attempts, 25),
        add_job.job_key,
        coalesce(add_job.priority, 0),
        (
          select jsonb_object_agg(flag, true)
          from unnest(add_job.flags) as item(flag)
        )
      from "graphile_worker".tasks
      left join "graphile_worker".job_queues
      on job_queues.queue_name = add_job.queue_name
      where tasks.identifier = add_job.identifier
    on conflict (key)
      -- Bump the updated_at so that there's something to return
      do update set
        revision = jobs.revision + 1,
        updated_at = now()
      returning *
      into v_job;
    return v_job;
  else
    raise exception 'Invalid job_key_mode value, expected ''replace'', ''preserve_run_at'' or ''unsafe_dedupe''.' using errcode = 'GWBKM';
  end if;
end;
$$;

DROP FUNCTION "graphile_worker".reschedule_jobs;
CREATE FUNCTION "graphile_worker".reschedule_jobs(job_ids bigint[], run_at timestamp with time zone DEFAULT NULL::timestamp with time zone, priority smallint DEFAULT NULL::smallint, attempts smallint DEFAULT NULL::smallint, max_attempts smallint DEFAULT NULL::smallint) RETURNS SETOF "graphile_worker".jobs
    LANGUAGE sql
    AS $$
  update "graphile_worker".jobs
    set
      run_at = coalesce(reschedule_jobs.run_at, jobs.run_at),
      priority = coalesce(reschedule_jobs.priority, jobs.priority),
      attempts = coalesce(reschedule_jobs.attempts, jobs.attempts),
      max_attempts = coalesce(reschedule_jobs.max_attempts, jobs.max_attempts),
      updated_at = now()
    where id = any(job_ids)
    and (
      locked_at is null
    or
      locked_at < NOW() - interval '4 hours'
    )
    returning *;
$$;
insert into "graphile_worker".migrations (id, breaking) values ('14', 'true');
--! breaking-change
-- Go back to exposing 'int' on public interfaces, use smallint internally.

drop function "graphile_worker".add_job;
CREATE FUNCTION "graphile_worker".add_job(identifier text, payload json DEFAULT NULL::json, queue_name text DEFAULT NULL::text, run_at timestamp with time zone DEFAULT NULL::timestamp with time zone, max_attempts int DEFAULT NULL::int, job_key text DEFAULT NULL::text, priority int DEFAULT NULL::int, flags text[] DEFAULT NULL::text[], job_key_mode text DEFAULT 'replace'::text) RETURNS "graphile_worker".jobs
    LANGUAGE plpgsql
    AS $$
declare
  v_job "graphile_worker".jobs;
begin
  if (job_key is null or job_key_mode is null or job_key_mode in ('replace', 'preserve_run_at')) then
    select * into v_job
    from "graphile_worker".add_jobs(
      ARRAY[(
        identifier,
        payload,
        queue_name,
        run_at,
        max_attempts::smallint,
        job_key,
        priority::smallint,
        flags
      )::"graphile_worker".job_spec],
      (job_key_mode = 'preserve_run_at')
    )
    limit 1;
    return v_job;
  elsif job_key_mode = 'unsafe_dedupe' then
    -- Ensure all the tasks exist
    insert into "graphile_worker".tasks (identifier)
    values (add_job.identifier)
    on conflict do nothing;
    -- Ensure all the queues exist
    if add_job.queue_name is not null then
      insert into "graphile_worker".job_queues (queue_name)
      values (add_job.queue_name)
      on conflict do nothing;
    end if;
    -- Insert job, but if one already exists then do nothing, even if the
    -- existing job has already started (and thus represents an out-of-date
    -- world state). This is dangerous because it means that whatever state
    -- change triggered this add_job may not be acted upon (since it happened
    -- after the existing job started executing, but no further job is being
    -- scheduled), but it is useful in very rare circumstances for
    -- de-duplication. If in doubt, DO NOT USE THIS.
    insert into "graphile_worker".jobs (
      job_queue_id,
      task_id,
      payload,
      run_at,
      max_attempts,
      key,
      priority,
      flags
    )
      select
        job_queues.id,
        tasks.id,
        coalesce(add_job.payload, '{}'::json),
        coalesce(add_job.run_at, now()),
        coalesce(add_job.max_attempts::smallint, 25::smallint),
        add_job.job_key,
        coalesce(add_job.priority::smallint, 0::smallint),
        (
          select jsonb_object_agg(flag, true)
          from unnest(add_job.flags) as item(flag)
        )
      from "graphile_worker".tasks
      left join "graphile_worker".job_queues
      on job_queues.queue_name = add_job.queue_name
      where tasks.identifier = add_job.identifier
    on conflict (key)
      -- Bump the updated_at so that there's something to return
      do update set
        revision = jobs.revision + 1,
        updated_at = now()
      returning *
      into v_job;
    return v_job;
  else
    raise exception 'Invalid job_key_mode value, expected ''replace'', ''preserve_run_at'' or ''unsafe_dedupe''.' using errcode = 'GWBKM';
  end if;
end;
$$;

DROP FUNCTION "graphile_worker".reschedule_jobs;
CREATE FUNCTION "graphile_worker".reschedule_jobs(job_ids bigint[], run_at timestamp with time zone DEFAULT NULL::timestamp with time zone, priority int DEFAULT NULL::int, attempts int DEFAULT NULL::int, max_attempts int DEFAULT NULL::int) RETURNS SETOF "graphile_worker".jobs
    LANGUAGE sql
    AS $$
  update "graphile_worker".jobs
    set
      run_at = coalesce(reschedule_jobs.run_at, jobs.run_at),
      priority = coalesce(reschedule_jobs.priority::smallint, jobs.priority),
      attempts = coalesce(reschedule_jobs.attempts::smallint, jobs.attempts),
      max_attempts = coalesce(reschedule_jobs.max_attempts::smallint, jobs.max_attempts),
      updated_at = now()
    where id = any(job_ids)
    and (
      locked_at is null
    or
      locked_at < NOW() - interval '4 hours'
    )
    returning *;
$$;
insert into "graphile_worker".migrations (id, breaking) values ('15', 'false');
-- Tidy up from previous migrations
drop function "graphile_worker".jobs__increase_job_queue_count();
drop function "graphile_worker".jobs__decrease_job_queue_count();
drop function "graphile_worker".tg__update_timestamp();

-- Add function to unlock all jobs from the given workers due to a crash or similar
create function "graphile_worker".force_unlock_workers(worker_ids text[]) returns void as $$
update "graphile_worker".jobs
set locked_at = null, locked_by = null
where locked_by = any(worker_ids);
update "graphile_worker".job_queues
set locked_at = null, locked_by = null
where locked_by = any(worker_ids);
$$ language sql volatile;
insert into "graphile_worker".migrations (id, breaking) values ('16', 'true');
--! breaking-change
alter table "graphile_worker".jobs rename to _private_jobs;
alter table "graphile_worker".job_queues rename to _private_job_queues;
alter table "graphile_worker".tasks rename to _private_tasks;
alter table "graphile_worker".known_crontabs rename to _private_known_crontabs;

DROP FUNCTION "graphile_worker".add_job;
CREATE FUNCTION "graphile_worker".add_job(identifier text, payload json DEFAULT NULL::json, queue_name text DEFAULT NULL::text, run_at timestamp with time zone DEFAULT NULL::timestamp with time zone, max_attempts integer DEFAULT NULL::integer, job_key text DEFAULT NULL::text, priority integer DEFAULT NULL::integer, flags text[] DEFAULT NULL::text[], job_key_mode text DEFAULT 'replace'::text) RETURNS "graphile_worker"._private_jobs
    LANGUAGE plpgsql
    AS $$
declare
  v_job "graphile_worker"._private_jobs;
begin
  if (job_key is null or job_key_mode is null or job_key_mode in ('replace', 'preserve_run_at')) then
    select * into v_job
    from "graphile_worker".add_jobs(
      ARRAY[(
        identifier,
        payload,
        queue_name,
        run_at,
        max_attempts::smallint,
        job_key,
        priority::smallint,
        flags
      )::"graphile_worker".job_spec],
      (job_key_mode = 'preserve_run_at')
    )
    limit 1;
    return v_job;
  elsif job_key_mode = 'unsafe_dedupe' then
    -- Ensure all the tasks exist
    insert into "graphile_worker"._private_tasks as tasks (identifier)
    values (add_job.identifier)
    on conflict do nothing;
    -- Ensure all the queues exist
    if add_job.queue_name is not null then
      insert into "graphile_worker"._private_job_queues as job_queues (queue_name)
      values (add_job.queue_name)
      on conflict do nothing;
    end if;
    -- Insert job, but if one already exists then do nothing, even if the
    -- existing job has already started (and thus represents an out-of-date
    -- world state). This is dangerous because it means that whatever state
    -- change triggered this add_job may not be acted upon (since it happened
    -- after the existing job started executing, but no further job is being
    -- scheduled), but it is useful in very rare circumstances for
    -- de-duplication. If in doubt, DO NOT USE THIS.
    insert into "graphile_worker"._private_jobs as jobs (
      job_queue_id,
      task_id,
      payload,
      run_at,
      max_attempts,
      key,
      priority,
      flags
    )
      select
        job_queues.id,
        tasks.id,
        coalesce(add_job.payload, '{}'::json),
        coalesce(add_job.run_at, now()),
        coalesce(add_job.max_attempts::smallint, 25::smallint),
        add_job.job_key,
        coalesce(add_job.priority::smallint, 0::smallint),
        (
          select jsonb_object_agg(flag, true)
          from unnest(add_job.flags) as item(flag)
        )
      from "graphile_worker"._private_tasks as tasks
      left join "graphile_worker"._private_job_queues as job_queues
      on job_queues.queue_name = add_job.queue_name
      where tasks.identifier = add_job.identifier
    on conflict (key)
      -- Bump the updated_at so that there's something to return
      do update set
        revision = jobs.revision + 1,
        updated_at = now()
      returning *
      into v_job;
    return v_job;
  else
    raise exception 'Invalid job_key_mode value, expected ''replace'', ''preserve_run_at'' or ''unsafe_dedupe''.' using errcode = 'GWBKM';
  end if;
end;
$$;

DROP FUNCTION "graphile_worker".add_jobs;
CREATE FUNCTION "graphile_worker".add_jobs(specs "graphile_worker".job_spec[], job_key_preserve_run_at boolean DEFAULT false) RETURNS SETOF "graphile_worker"._private_jobs
    LANGUAGE plpgsql
    AS $$
begin
  -- Ensure all the tasks exist
  insert into "graphile_worker"._private_tasks as tasks (identifier)
  select distinct spec.identifier
  from unnest(specs) spec
  on conflict do nothing;
  -- Ensure all the queues exist
  insert into "graphile_worker"._private_job_queues as job_queues (queue_name)
  select distinct spec.queue_name
  from unnest(specs) spec
  where spec.queue_name is not null
  on conflict do nothing;
  -- Ensure any locked jobs have their key cleared - in the case of locked
  -- existing job create a new job instead as it must have already started
  -- executing (i.e. it's world state is out of date, and the fact add_job
  -- has been called again implies there's new information that needs to be
  -- acted upon).
  update "graphile_worker"._private_jobs as jobs
  set
    key = null,
    attempts = jobs.max_attempts,
    updated_at = now()
  from unnest(specs) spec
  where spec.job_key is not null
  and jobs.key = spec.job_key
  and is_available is not true;
  -- TODO: is there a risk that a conflict could occur depending on the
  -- isolation level?
  return query insert into "graphile_worker"._private_jobs as jobs (
    job_queue_id,
    task_id,
    payload,
    run_at,
    max_attempts,
    key,
    priority,
    flags
  )
    select
      job_queues.id,
      tasks.id,
      coalesce(spec.payload, '{}'::json),
      coalesce(spec.run_at, now()),
      coalesce(spec.max_attempts, 25),
      spec.job_key,
      coalesce(spec.priority, 0),
      (
        select jsonb_object_agg(flag, true)
        from unnest(spec.flags) as item(flag)
      )
    from unnest(specs) spec
    inner join "graphile_worker"._private_tasks as tasks
    on tasks.identifier = spec.identifier
    left join "graphile_worker"._private_job_queues as job_queues
    on job_queues.queue_name = spec.queue_name
  on conflict (key) do update set
    job_queue_id = excluded.job_queue_id,
    task_id = excluded.task_id,
    payload =
      case
      when json_typeof(jobs.payload) = 'array' and json_typeof(excluded.payload) = 'array' then
        (jobs.payload::jsonb || excluded.payload::jsonb)::json
      else
        excluded.payload
      end,
    max_attempts = excluded.max_attempts,
    run_at = (case
      when job_key_preserve_run_at is true and jobs.attempts = 0 then jobs.run_at
      else excluded.run_at
    end),
    priority = excluded.priority,
    revision = jobs.revision + 1,
    flags = excluded.flags,
    -- always reset error/retry state
    attempts = 0,
    last_error = null,
    updated_at = now()
  where jobs.locked_at is null
  returning *;
end;
$$;

DROP FUNCTION "graphile_worker".complete_jobs;
CREATE FUNCTION "graphile_worker".complete_jobs(job_ids bigint[]) RETURNS SETOF "graphile_worker"._private_jobs
    LANGUAGE sql
    AS $$
  delete from "graphile_worker"._private_jobs as jobs
    where id = any(job_ids)
    and (
      locked_at is null
    or
      locked_at < now() - interval '4 hours'
    )
    returning *;
$$;

DROP FUNCTION "graphile_worker".force_unlock_workers;
CREATE FUNCTION "graphile_worker".force_unlock_workers(worker_ids text[]) RETURNS void
    LANGUAGE sql
    AS $$
update "graphile_worker"._private_jobs as jobs
set locked_at = null, locked_by = null
where locked_by = any(worker_ids);
update "graphile_worker"._private_job_queues as job_queues
set locked_at = null, locked_by = null
where locked_by = any(worker_ids);
$$;

DROP FUNCTION "graphile_worker".permanently_fail_jobs;
CREATE FUNCTION "graphile_worker".permanently_fail_jobs(job_ids bigint[], error_message text DEFAULT NULL::text) RETURNS SETOF "graphile_worker"._private_jobs
    LANGUAGE sql
    AS $$
  update "graphile_worker"._private_jobs as jobs
    set
      last_error = coalesce(error_message, 'Manually marked as failed'),
      attempts = max_attempts,
      updated_at = now()
    where id = any(job_ids)
    and (
      locked_at is null
    or
      locked_at < NOW() - interval '4 hours'
    )
    returning *;
$$;

DROP FUNCTION "graphile_worker".remove_job;
CREATE FUNCTION "graphile_worker".remove_job(job_key text) RETURNS "graphile_worker"._private_jobs
    LANGUAGE plpgsql STRICT
    AS $$
declare
  v_job "graphile_worker"._private_jobs;
begin
  -- Delete job if not locked
  delete from "graphile_worker"._private_jobs as jobs
    where key = job_key
    and (
      locked_at is null
    or
      locked_at < NOW() - interval '4 hours'
    )
  returning * into v_job;
  if not (v_job is null) then
    return v_job;
  end if;
  -- Otherwise prevent job from retrying, and clear the key
  update "graphile_worker"._private_jobs as jobs
  set
    key = null,
    attempts = jobs.max_attempts,
    updated_at = now()
  where key = job_key
  returning * into v_job;
  return v_job;
end;
$$;

DROP FUNCTION "graphile_worker".reschedule_jobs;
CREATE FUNCTION "graphile_worker".reschedule_jobs(job_ids bigint[], run_at timestamp with time zone DEFAULT NULL::timestamp with time zone, priority integer DEFAULT NULL::integer, attempts integer DEFAULT NULL::integer, max_attempts integer DEFAULT NULL::integer) RETURNS SETOF "graphile_worker"._private_jobs
    LANGUAGE sql
    AS $$
  update "graphile_worker"._private_jobs as jobs
    set
      run_at = coalesce(reschedule_jobs.run_at, jobs.run_at),
      priority = coalesce(reschedule_jobs.priority::smallint, jobs.priority),
      attempts = coalesce(reschedule_jobs.attempts::smallint, jobs.attempts),
      max_attempts = coalesce(reschedule_jobs.max_attempts::smallint, jobs.max_attempts),
      updated_at = now()
    where id = any(job_ids)
    and (
      locked_at is null
    or
      locked_at < NOW() - interval '4 hours'
    )
    returning *;
$$;
insert into "graphile_worker".migrations (id, breaking) values ('17', 'false');
create view "graphile_worker".jobs as (
  select
    jobs.id,
    job_queues.queue_name,
    tasks.identifier as task_identifier,
    jobs.priority,
    jobs.run_at,
    jobs.attempts,
    jobs.max_attempts,
    jobs.last_error,
    jobs.created_at,
    jobs.updated_at,
    jobs.key,
    jobs.locked_at,
    jobs.locked_by,
    jobs.revision,
    jobs.flags
  from "graphile_worker"._private_jobs as jobs
  inner join "graphile_worker"._private_tasks as tasks
  on tasks.id = jobs.task_id
  left join "graphile_worker"._private_job_queues as job_queues
  on job_queues.id = jobs.job_queue_id
);
insert into "graphile_worker".migrations (id, breaking) values ('18', 'false');
DROP TRIGGER _900_after_insert ON "graphile_worker"._private_jobs;
DROP FUNCTION "graphile_worker".tg_jobs__after_insert;

CREATE OR REPLACE FUNCTION "graphile_worker".add_job(identifier text, payload json DEFAULT NULL::json, queue_name text DEFAULT NULL::text, run_at timestamp with time zone DEFAULT NULL::timestamp with time zone, max_attempts integer DEFAULT NULL::integer, job_key text DEFAULT NULL::text, priority integer DEFAULT NULL::integer, flags text[] DEFAULT NULL::text[], job_key_mode text DEFAULT 'replace'::text) RETURNS "graphile_worker"._private_jobs
    LANGUAGE plpgsql
    AS $$
declare
  v_job "graphile_worker"._private_jobs;
begin
  if (job_key is null or job_key_mode is null or job_key_mode in ('replace', 'preserve_run_at')) then
    select * into v_job
    from "graphile_worker".add_jobs(
      ARRAY[(
        identifier,
        payload,
        queue_name,
        run_at,
        max_attempts::smallint,
        job_key,
        priority::smallint,
        flags
      )::"graphile_worker".job_spec],
      (job_key_mode = 'preserve_run_at')
    )
    limit 1;
    return v_job;
  elsif job_key_mode = 'unsafe_dedupe' then
    -- Ensure all the tasks exist
    insert into "graphile_worker"._private_tasks as tasks (identifier)
    values (add_job.identifier)
    on conflict do nothing;
    -- Ensure all the queues exist
    if add_job.queue_name is not null then
      insert into "graphile_worker"._private_job_queues as job_queues (queue_name)
      values (add_job.queue_name)
      on conflict do nothing;
    end if;
    -- Insert job, but if one already exists then do nothing, even if the
    -- existing job has already started (and thus represents an out-of-date
    -- world state). This is dangerous because it means that whatever state
    -- change triggered this add_job may not be acted upon (since it happened
    -- after the existing job started executing, but no further job is being
    -- scheduled), but it is useful in very rare circumstances for
    -- de-duplication. If in doubt, DO NOT USE THIS.
    insert into "graphile_worker"._private_jobs as jobs (
      job_queue_id,
      task_id,
      payload,
      run_at,
      max_attempts,
      key,
      priority,
      flags
    )
      select
        job_queues.id,
        tasks.id,
        coalesce(add_job.payload, '{}'::json),
        coalesce(add_job.run_at, now()),
        coalesce(add_job.max_attempts::smallint, 25::smallint),
        add_job.job_key,
        coalesce(add_job.priority::smallint, 0::smallint),
        (
          select jsonb_object_agg(flag, true)
          from unnest(add_job.flags) as item(flag)
        )
      from "graphile_worker"._private_tasks as tasks
      left join "graphile_worker"._private_job_queues as job_queues
      on job_queues.queue_name = add_job.queue_name
      where tasks.identifier = add_job.identifier
    on conflict (key)
      -- Bump the updated_at so that there's something to return
      do update set
        revision = jobs.revision + 1,
        updated_at = now()
      returning *
      into v_job;
    if v_job.revision = 0 then
      perform pg_notify('jobs:insert', '{"r":' || random()::text || ',"count":1}');
    end if;
    return v_job;
  else
    raise exception 'Invalid job_key_mode value, expected ''replace'', ''preserve_run_at'' or ''unsafe_dedupe''.' using errcode = 'GWBKM';
  end if;
end;
$$;

CREATE OR REPLACE FUNCTION "graphile_worker".add_jobs(specs "graphile_worker".job_spec[], job_key_preserve_run_at boolean DEFAULT false) RETURNS SETOF "graphile_worker"._private_jobs
    LANGUAGE plpgsql
    AS $$
begin
  -- Ensure all the tasks exist
  insert into "graphile_worker"._private_tasks as tasks (identifier)
  select distinct spec.identifier
  from unnest(specs) spec
  on conflict do nothing;
  -- Ensure all the queues exist
  insert into "graphile_worker"._private_job_queues as job_queues (queue_name)
  select distinct spec.queue_name
  from unnest(specs) spec
  where spec.queue_name is not null
  on conflict do nothing;
  -- Ensure any locked jobs have their key cleared - in the case of locked
  -- existing job create a new job instead as it must have already started
  -- executing (i.e. it's world state is out of date, and the fact add_job
  -- has been called again implies there's new information that needs to be
  -- acted upon).
  update "graphile_worker"._private_jobs as jobs
  set
    key = null,
    attempts = jobs.max_attempts,
    updated_at = now()
  from unnest(specs) spec
  where spec.job_key is not null
  and jobs.key = spec.job_key
  and is_available is not true;

  -- WARNING: this count is not 100% accurate; 'on conflict' clause will cause it to be an overestimate
  perform pg_notify('jobs:insert', '{"r":' || random()::text || ',"count":' || array_length(specs, 1)::text || '}');

  -- TODO: is there a risk that a conflict could occur depending on the
  -- isolation level?
  return query insert into "graphile_worker"._private_jobs as jobs (
    job_queue_id,
    task_id,
    payload,
    run_at,
    max_attempts,
    key,
    priority,
    flags
  )
    select
      job_queues.id,
      tasks.id,
      coalesce(spec.payload, '{}'::json),
      coalesce(spec.run_at, now()),
      coalesce(spec.max_attempts, 25),
      spec.job_key,
      coalesce(spec.priority, 0),
      (
        select jsonb_object_agg(flag, true)
        from unnest(spec.flags) as item(flag)
      )
    from unnest(specs) spec
    inner join "graphile_worker"._private_tasks as tasks
    on tasks.identifier = spec.identifier
    left join "graphile_worker"._private_job_queues as job_queues
    on job_queues.queue_name = spec.queue_name
  on conflict (key) do update set
    job_queue_id = excluded.job_queue_id,
    task_id = excluded.task_id,
    payload =
      case
      when json_typeof(jobs.payload) = 'array' and json_typeof(excluded.payload) = 'array' then
        (jobs.payload::jsonb || excluded.payload::jsonb)::json
      else
        excluded.payload
      end,
    max_attempts = excluded.max_attempts,
    run_at = (case
      when job_key_preserve_run_at is true and jobs.attempts = 0 then jobs.run_at
      else excluded.run_at
    end),
    priority = excluded.priority,
    revision = jobs.revision + 1,
    flags = excluded.flags,
    -- always reset error/retry state
    attempts = 0,
    last_error = null,
    updated_at = now()
  where jobs.locked_at is null
  returning *;
end;
$$;

CREATE OR REPLACE FUNCTION "graphile_worker".remove_job(job_key text) RETURNS "graphile_worker"._private_jobs
    LANGUAGE plpgsql STRICT
    AS $$
declare
  v_job "graphile_worker"._private_jobs;
begin
  -- Delete job if not locked
  delete from "graphile_worker"._private_jobs as jobs
    where key = job_key
    and (
      locked_at is null
    or
      locked_at < NOW() - interval '4 hours'
    )
  returning * into v_job;
  if not (v_job is null) then
    perform pg_notify('jobs:insert', '{"r":' || random()::text || ',"count":-1}');
    return v_job;
  end if;
  -- Otherwise prevent job from retrying, and clear the key
  update "graphile_worker"._private_jobs as jobs
  set
    key = null,
    attempts = jobs.max_attempts,
    updated_at = now()
  where key = job_key
  returning * into v_job;
  return v_job;
end;
$$;
insert into "graphile_worker".migrations (id, breaking) values ('19', 'true');
insert into "graphile_worker".migrations (id, breaking) values ('20', 'false');
CREATE OR REPLACE FUNCTION "graphile_worker".add_job(identifier text, payload json DEFAULT NULL::json, queue_name text DEFAULT NULL::text, run_at timestamp with time zone DEFAULT NULL::timestamp with time zone, max_attempts integer DEFAULT NULL::integer, job_key text DEFAULT NULL::text, priority integer DEFAULT NULL::integer, flags text[] DEFAULT NULL::text[], job_key_mode text DEFAULT 'replace'::text) RETURNS "graphile_worker"._private_jobs
    LANGUAGE plpgsql
    AS $$
declare
  v_job "graphile_worker"._private_jobs;
begin
  if (job_key is null or job_key_mode is null or job_key_mode in ('replace', 'preserve_run_at')) then
    select * into v_job
    from "graphile_worker".add_jobs(
      ARRAY[(
        identifier,
        payload,
        queue_name,
        run_at,
        max_attempts::smallint,
        job_key,
        priority::smallint,
        flags
      )::"graphile_worker".job_spec],
      (job_key_mode = 'preserve_run_at')
    )
    limit 1;
    return v_job;
  elsif job_key_mode = 'unsafe_dedupe' then
    -- Ensure all the tasks exist (insert only missing identifiers so identity is not consumed)
    insert into "graphile_worker"._private_tasks as tasks (identifier)
    select add_job.identifier
    where not exists (
      select 1
      from "graphile_worker"._private_tasks as existing
      where existing.identifier = add_job.identifier
    )
    on conflict do nothing;
    -- Ensure all the queues exist
    if add_job.queue_name is not null then
      insert into "graphile_worker"._private_job_queues as job_queues (queue_name)
      select add_job.queue_name
      where not exists (
        select 1
        from "graphile_worker"._private_job_queues as existing
        where existing.queue_name = add_job.queue_name
      )
      on conflict do nothing;
    end if;
    -- Insert job, but if one already exists then do nothing, even if the
    -- existing job has already started (and thus represents an out-of-date
    -- world state). This is dangerous because it means that whatever state
    -- change triggered this add_job may not be acted upon (since it happened
    -- after the existing job started executing, but no further job is being
    -- scheduled), but it is useful in very rare circumstances for
    -- de-duplication. If in doubt, DO NOT USE THIS.
    insert into "graphile_worker"._private_jobs as jobs (
      job_queue_id,
      task_id,
      payload,
      run_at,
      max_attempts,
      key,
      priority,
      flags
    )
      select
        job_queues.id,
        tasks.id,
        coalesce(add_job.payload, '{}'::json),
        coalesce(add_job.run_at, now()),
        coalesce(add_job.max_attempts::smallint, 25::smallint),
        add_job.job_key,
        coalesce(add_job.priority::smallint, 0::smallint),
        (
          select jsonb_object_agg(flag, true)
          from unnest(add_job.flags) as item(flag)
        )
      from "graphile_worker"._private_tasks as tasks
      left join "graphile_worker"._private_job_queues as job_queues
      on job_queues.queue_name = add_job.queue_name
      where tasks.identifier = add_job.identifier
    on conflict (key)
      -- Bump the updated_at so that there's something to return
      do update set
        revision = jobs.revision + 1,
        updated_at = now()
      returning *
      into v_job;
    if v_job.revision = 0 then
      perform pg_notify('jobs:insert', '{"r":' || random()::text || ',"count":1}');
    end if;
    return v_job;
  else
    raise exception 'Invalid job_key_mode value, expected ''replace'', ''preserve_run_at'' or ''unsafe_dedupe''.' using errcode = 'GWBKM';
  end if;
end;
$$;

CREATE OR REPLACE FUNCTION "graphile_worker".add_jobs(specs "graphile_worker".job_spec[], job_key_preserve_run_at boolean DEFAULT false) RETURNS SETOF "graphile_worker"._private_jobs
    LANGUAGE plpgsql
    AS $$
begin
  -- Ensure all the tasks exist (insert only missing identifiers so identity is not consumed)
  insert into "graphile_worker"._private_tasks as tasks (identifier)
  select distinct spec.identifier
  from unnest(specs) spec
  where not exists (
    select 1
    from "graphile_worker"._private_tasks as existing
    where existing.identifier = spec.identifier
  )
  on conflict do nothing;
  -- Ensure all the queues exist
  insert into "graphile_worker"._private_job_queues as job_queues (queue_name)
  select distinct spec.queue_name
  from unnest(specs) spec
  where spec.queue_name is not null
  and not exists (
    select 1
    from "graphile_worker"._private_job_queues as existing
    where existing.queue_name = spec.queue_name
  )
  on conflict do nothing;
  -- Ensure any locked jobs have their key cleared - in the case of locked
  -- existing job create a new job instead as it must have already started
  -- executing (i.e. it's world state is out of date, and the fact add_job
  -- has been called again implies there's new information that needs to be
  -- acted upon).
  update "graphile_worker"._private_jobs as jobs
  set
    key = null,
    attempts = jobs.max_attempts,
    updated_at = now()
  from unnest(specs) spec
  where spec.job_key is not null
  and jobs.key = spec.job_key
  and is_available is not true;

  -- WARNING: this count is not 100% accurate; 'on conflict' clause will cause it to be an overestimate
  perform pg_notify('jobs:insert', '{"r":' || random()::text || ',"count":' || array_length(specs, 1)::text || '}');

  -- TODO: is there a risk that a conflict could occur depending on the
  -- isolation level?
  return query insert into "graphile_worker"._private_jobs as jobs (
    job_queue_id,
    task_id,
    payload,
    run_at,
    max_attempts,
    key,
    priority,
    flags
  )
    select
      job_queues.id,
      tasks.id,
      coalesce(spec.payload, '{}'::json),
      coalesce(spec.run_at, now()),
      coalesce(spec.max_attempts, 25),
      spec.job_key,
      coalesce(spec.priority, 0),
      (
        select jsonb_object_agg(flag, true)
        from unnest(spec.flags) as item(flag)
      )
    from unnest(specs) spec
    inner join "graphile_worker"._private_tasks as tasks
    on tasks.identifier = spec.identifier
    left join "graphile_worker"._private_job_queues as job_queues
    on job_queues.queue_name = spec.queue_name
  on conflict (key) do update set
    job_queue_id = excluded.job_queue_id,
    task_id = excluded.task_id,
    payload =
      case
      when json_typeof(jobs.payload) = 'array' and json_typeof(excluded.payload) = 'array' then
        (jobs.payload::jsonb || excluded.payload::jsonb)::json
      else
        excluded.payload
      end,
    max_attempts = excluded.max_attempts,
    run_at = (case
      when job_key_preserve_run_at is true and jobs.attempts = 0 then jobs.run_at
      else excluded.run_at
    end),
    priority = excluded.priority,
    revision = jobs.revision + 1,
    flags = excluded.flags,
    -- always reset error/retry state
    attempts = 0,
    last_error = null,
    updated_at = now()
  where jobs.locked_at is null
  returning *;
end;
$$;
CREATE OR REPLACE FUNCTION graphile_worker.pg_notify(channel text, payload text) RETURNS void
    LANGUAGE plpgsql AS $$
    BEGIN
      RAISE NOTICE USING MESSAGE = channel, DETAIL = payload;
    END
    $$;
    ALTER FUNCTION graphile_worker.add_jobs
      SET search_path = graphile_worker, pg_catalog, pg_temp
      SET enable_seqscan = off;
create table if not exists "kysely_migration" ("name" varchar(255) not null primary key, "timestamp" varchar(255) not null);
create table if not exists "kysely_migration_lock" ("id" varchar(255) not null primary key, "is_locked" integer default 0 not null);
insert into "kysely_migration_lock" ("id", "is_locked") values ('migration_lock', '0');
CREATE TABLE users (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      collection text NOT NULL,
      email text NOT NULL,
      email_verified_at timestamptz,
      password_hash text,
      session_epoch integer NOT NULL DEFAULT 0,
      disabled_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      UNIQUE (collection, email)
    );
CREATE TABLE sessions (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      secret_hash bytea NOT NULL UNIQUE,
      user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
      epoch integer NOT NULL,
      audience text,
      user_agent text,
      ip text,
      place text,
      created_at timestamptz NOT NULL DEFAULT now(),
      authenticated_at timestamptz NOT NULL DEFAULT now(),
      last_seen_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz NOT NULL,
      absolute_expires_at timestamptz NOT NULL
    );
CREATE INDEX sessions_user_id ON sessions (user_id);
CREATE INDEX sessions_expires_at ON sessions (expires_at);
CREATE TABLE tokens (
      id uuid PRIMARY KEY,
      purpose text NOT NULL,
      collection text NOT NULL,
      email text,
      user_id uuid REFERENCES users ON DELETE CASCADE,
      code_hash bytea,
      code_length smallint,
      code_expires_at timestamptz,
      attempts smallint NOT NULL DEFAULT 0,
      max_attempts smallint,
      token_hash bytea UNIQUE,
      token_expires_at timestamptz,
      sealed bytea,
      mails_requested smallint NOT NULL DEFAULT 0,
      last_mail_at timestamptz,
      consumed_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      over_at timestamptz GENERATED ALWAYS AS (greatest(code_expires_at, token_expires_at)) STORED,
      CHECK ((code_hash IS NULL) = (code_expires_at IS NULL)),
      CHECK ((code_hash IS NULL) = (max_attempts IS NULL)),
      CHECK ((token_hash IS NULL) = (token_expires_at IS NULL)),
      CHECK (code_hash IS NOT NULL OR token_hash IS NOT NULL),
      CHECK (email IS NOT NULL OR user_id IS NOT NULL),
      CHECK (attempts <= max_attempts)
    );
CREATE INDEX tokens_user_id ON tokens (user_id, purpose) WHERE user_id IS NOT NULL;
CREATE INDEX tokens_over_at ON tokens (over_at);
CREATE INDEX tokens_sealed ON tokens (over_at) WHERE sealed IS NOT NULL;
CREATE TABLE mails (
      id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
      kind text NOT NULL,
      token_id uuid REFERENCES tokens ON DELETE CASCADE,
      state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'skipped', 'failed')),
      created_at timestamptz NOT NULL DEFAULT now(),
      settled_at timestamptz
    );
CREATE INDEX mails_token_id ON mails (token_id, created_at DESC);
CREATE INDEX mails_queued ON mails (created_at) WHERE state = 'queued';
insert into "kysely_migration" ("name", "timestamp") values ('0001-sign-in', '2026-11-29T01:31:53.422Z');
ALTER TABLE users ADD COLUMN tokens_void_until timestamptz;
ALTER TABLE mails
      ADD COLUMN user_id uuid REFERENCES users ON DELETE CASCADE,
      ADD COLUMN sealed bytea;
CREATE INDEX mails_user_id ON mails (user_id) WHERE user_id IS NOT NULL;
CREATE TABLE known_devices (
      user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
      name text NOT NULL,
      first_seen_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (user_id, name)
    );
CREATE TABLE reserved_addresses (
      collection text NOT NULL,
      email text NOT NULL,
      user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
      reserved_until timestamptz NOT NULL,
      PRIMARY KEY (collection, email)
    );
CREATE INDEX reserved_addresses_user_id ON reserved_addresses (user_id);
CREATE FUNCTION refuse_reserved_address() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (
        SELECT FROM reserved_addresses AS reserved
        WHERE reserved.collection = NEW.collection AND reserved.email = NEW.email
          AND reserved.user_id <> NEW.id AND reserved.reserved_until > now()
      ) THEN
        RAISE unique_violation USING MESSAGE = 'the address is reserved', CONSTRAINT = 'users_reserved_address';
      END IF;
      RETURN NULL;
    END $$;
CREATE TRIGGER refuse_reserved_address AFTER INSERT OR UPDATE OF email ON users
    FOR EACH ROW EXECUTE FUNCTION refuse_reserved_address();
insert into "kysely_migration" ("name", "timestamp") values ('0002-accounts', '2026-11-29T01:31:53.437Z');
ALTER TABLE sessions ADD COLUMN parent_id uuid REFERENCES sessions ON DELETE CASCADE;
CREATE INDEX sessions_parent_id ON sessions (parent_id) WHERE parent_id IS NOT NULL;
ALTER TABLE tokens
      ADD COLUMN session_id uuid REFERENCES sessions ON DELETE CASCADE,
      ADD COLUMN audience text,
      ADD COLUMN code_challenge text,
      ADD CHECK (audience IS NULL OR code_challenge IS NOT NULL);
CREATE INDEX tokens_email ON tokens (collection, email) WHERE email IS NOT NULL;
CREATE INDEX tokens_session_id ON tokens (session_id) WHERE session_id IS NOT NULL;
insert into "kysely_migration" ("name", "timestamp") values ('0003-one-time-tokens', '2026-11-29T01:31:53.444Z');
ALTER TABLE mails
      DROP CONSTRAINT mails_state_check,
      ADD CONSTRAINT mails_state_check CHECK (state IN (
        'queued', 'sending', 'sent', 'delayed', 'delivered', 'bounced', 'complained',
        'failed', 'expired', 'skipped'
      )),
      ADD COLUMN rendition bytea,
      ADD COLUMN expires_at timestamptz,
      ADD COLUMN tries smallint NOT NULL DEFAULT 0,
      ADD COLUMN reason text,
      ADD COLUMN provider text,
      ADD COLUMN provider_id text,
      ADD COLUMN event_at timestamptz,
      ADD COLUMN resent_as uuid REFERENCES mails ON DELETE SET NULL;
DROP INDEX mails_queued;
CREATE INDEX mails_unsettled ON mails (created_at) WHERE state IN ('queued', 'sending');
CREATE INDEX mails_failed ON mails (settled_at) WHERE state = 'failed';
CREATE INDEX mails_provider_id ON mails (provider_id) WHERE provider_id IS NOT NULL;
CREATE INDEX mails_resent_as ON mails (resent_as) WHERE resent_as IS NOT NULL;
CREATE TABLE suppressed_addresses (
      email text NOT NULL,
      reason text NOT NULL CHECK (reason IN ('bounce', 'complaint')),
      suppressed_at timestamptz NOT NULL DEFAULT now(),
      suppressed_until timestamptz NOT NULL,
      PRIMARY KEY (email, reason)
    );
CREATE TABLE mail_slots (
      number integer PRIMARY KEY,
      used_at timestamptz NOT NULL DEFAULT '-infinity'
    );
CREATE INDEX mail_slots_used_at ON mail_slots (used_at);
insert into "kysely_migration" ("name", "timestamp") values ('0004-mail-delivery', '2026-11-29T01:31:53.458Z');
ALTER TABLE users ADD COLUMN locale text;
ALTER TABLE mails ADD COLUMN locale text;
insert into "kysely_migration" ("name", "timestamp") values ('0005-locale', '2026-11-29T01:31:53.460Z');
CREATE TABLE spent_guesses (
      budget bytea NOT NULL,
      slot integer NOT NULL,
      at timestamptz NOT NULL,
      PRIMARY KEY (budget, slot)
    );
CREATE INDEX spent_guesses_at ON spent_guesses (at);
CREATE FUNCTION reserve_slots(wanted bytea, slots integer, n integer) RETURNS integer[]
    LANGUAGE plpgsql VOLATILE AS $$
    DECLARE
      held integer[] := '{}';
      candidate integer;
    BEGIN
      IF wanted IS NULL THEN
        RETURN held;
      END IF;
      FOR candidate IN
        SELECT 1 + floor(random() * slots)::integer FROM generate_series(1, 64)
        UNION ALL
        SELECT * FROM (
          SELECT free.slot FROM generate_series(1, CASE WHEN slots <= 1000 THEN slots ELSE 0 END) AS free (slot)
          WHERE NOT EXISTS (
            SELECT FROM spent_guesses
            WHERE budget = wanted AND spent_guesses.slot = free.slot AND at > now() - interval '24 hours'
          )
          ORDER BY random()
        ) AS shuffled
      LOOP
        EXIT WHEN cardinality(held) = n;
        CONTINUE WHEN candidate = ANY(held);
        CONTINUE WHEN NOT pg_try_advisory_xact_lock(
          hashtextextended('watchword:guess:' || encode(wanted, 'hex') || ':' || candidate, 0));
        CONTINUE WHEN EXISTS (
          SELECT FROM spent_guesses
          WHERE budget = wanted AND slot = candidate AND at > now() - interval '24 hours');
        held := held || candidate;
      END LOOP;
      RETURN CASE WHEN cardinality(held) = n THEN held END;
    END
    $$;
ALTER TABLE tokens ADD COLUMN budget bytea, ADD COLUMN device_budget bytea;
CREATE TABLE index_key (
      only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
      sealed bytea NOT NULL
    );
insert into "kysely_migration" ("name", "timestamp") values ('0006-guess-budget', '2026-11-29T01:31:53.469Z');
CREATE TABLE buckets (bucket bytea PRIMARY KEY, full_at timestamptz NOT NULL);
CREATE INDEX buckets_full_at ON buckets (full_at);
ALTER TABLE tokens ADD COLUMN mail_bucket bytea;
ALTER TABLE mails
      DROP CONSTRAINT mails_state_check,
      ADD CONSTRAINT mails_state_check CHECK (state IN (
        'queued', 'sending', 'sent', 'delayed', 'delivered', 'bounced', 'complained',
        'failed', 'expired', 'skipped', 'capped'
      ));
insert into "kysely_migration" ("name", "timestamp") values ('0007-buckets', '2026-11-29T01:31:53.476Z');
CREATE TABLE audit_events (
      at timestamptz NOT NULL DEFAULT clock_timestamp(),
      id uuid NOT NULL DEFAULT gen_random_uuid(),
      event text NOT NULL,
      outcome text NOT NULL CHECK (outcome IN ('granted', 'refused', 'failed')),
      reason text,
      user_id uuid,
      token_id uuid,
      address_key bytea,
      address text,
      client_key bytea,
      client text,
      device text,
      request_id text,
      PRIMARY KEY (at, id)
    ) PARTITION BY RANGE (at);
CREATE INDEX audit_events_address ON audit_events (address_key, at);
CREATE INDEX audit_events_user ON audit_events (user_id, at);
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'audit_events is append-only' USING ERRCODE = 'insufficient_privilege';
    END
    $$;
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON audit_events
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_events_whole BEFORE TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE FUNCTION keep_audit_partitions(keep interval) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
      month date;
      old record;
    BEGIN
      FOR month IN
        SELECT date_trunc('month', now() AT TIME ZONE 'UTC') + n * interval '1 month'
        FROM generate_series(0, 1) AS n
      LOOP
        IF to_regclass(format('audit_events_%s', to_char(month, 'YYYY_MM'))) IS NULL THEN
          EXECUTE format(
            'CREATE TABLE audit_events_%s PARTITION OF audit_events FOR VALUES FROM (%L) TO (%L)',
            to_char(month, 'YYYY_MM'), month::timestamp AT TIME ZONE 'UTC',
            (month + interval '1 month') AT TIME ZONE 'UTC');
          EXECUTE format(
            'CREATE TRIGGER whole BEFORE TRUNCATE ON audit_events_%s FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()',
            to_char(month, 'YYYY_MM'));
        END IF;
      END LOOP;
      FOR old IN
        SELECT inhrelid::regclass AS name,
          to_date(right(inhrelid::regclass::text, 7), 'YYYY_MM') + interval '1 month' AS ends
        FROM pg_inherits
        WHERE inhparent = 'audit_events'::regclass AND inhrelid::regclass::text ~ '_\d{4}_\d{2}$'
      LOOP
        IF old.ends < now() - greatest(keep, interval '30 days') THEN
          EXECUTE format('DROP TABLE %s', old.name);
        END IF;
      END LOOP;
    END
    $$;
CREATE TABLE audit_events_other PARTITION OF audit_events DEFAULT;
CREATE TRIGGER whole BEFORE TRUNCATE ON audit_events_other
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
SELECT keep_audit_partitions(interval '10 years');
insert into "kysely_migration" ("name", "timestamp") values ('0008-audit', '2026-11-29T01:31:53.513Z');
CREATE TABLE alerts (
      key text PRIMARY KEY,
      type text NOT NULL,
      data jsonb NOT NULL,
      raised_at timestamptz NOT NULL DEFAULT now(),
      seen_at timestamptz NOT NULL DEFAULT now()
    );
CREATE INDEX mails_settled ON mails (settled_at) WHERE settled_at IS NOT NULL;
insert into "kysely_migration" ("name", "timestamp") values ('0009-alerts', '2026-11-29T01:31:53.522Z');
DO $$ BEGIN
      EXECUTE format(
        'ALTER FUNCTION keep_audit_partitions(interval) SECURITY DEFINER SET search_path = %I, pg_temp',
        current_schema());
    END $$;
insert into "kysely_migration" ("name", "timestamp") values ('0010-audit-owner', '2026-11-29T01:31:53.524Z');
ALTER TABLE audit_events ADD COLUMN actor_id uuid, ADD COLUMN token_age_ms integer;
CREATE INDEX audit_events_event ON audit_events (event, at);
CREATE INDEX audit_events_reason ON audit_events (reason, at) WHERE reason IS NOT NULL;
CREATE INDEX audit_events_outcome ON audit_events (outcome, at) WHERE outcome <> 'granted';
CREATE INDEX audit_events_request ON audit_events (request_id, at) WHERE request_id IS NOT NULL;
CREATE TABLE event_totals (
      at timestamptz NOT NULL,
      event text NOT NULL,
      outcome text NOT NULL,
      reason text NOT NULL,
      age_step smallint NOT NULL,
      n integer NOT NULL,
      PRIMARY KEY (at, event, outcome, reason, age_step)
    );
insert into "kysely_migration" ("name", "timestamp") values ('0011-operator', '2026-11-29T01:31:53.539Z');
CREATE OR REPLACE FUNCTION keep_audit_partitions(keep interval) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET timezone = 'UTC' SET datestyle = 'ISO' SET intervalstyle = 'postgres' SET lock_timeout = '2s' AS $$
    DECLARE
      starts timestamptz;
      ends timestamptz;
      name text;
      old record;
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended('watchword:audit-months', 0));
      FOR starts IN
        SELECT date_trunc('month', now()) + n * interval '1 month' FROM generate_series(0, 1) AS n
      LOOP
        ends := starts + interval '1 month';
        name := 'audit_events_' || to_char(starts, 'YYYY_MM');
        CONTINUE WHEN to_regclass(name) IS NOT NULL;
        LOCK TABLE audit_events IN SHARE ROW EXCLUSIVE MODE;
        EXECUTE format('CREATE TABLE %I (LIKE audit_events INCLUDING ALL)', name);
        IF EXISTS (SELECT FROM audit_events_other WHERE at >= starts AND at < ends) THEN
          ALTER TABLE audit_events_other DISABLE TRIGGER USER;
          EXECUTE format(
            'WITH moved AS (DELETE FROM audit_events_other WHERE at >= $1 AND at < $2 RETURNING *)
             INSERT INTO %I SELECT * FROM moved', name) USING starts, ends;
          ALTER TABLE audit_events_other ENABLE TRIGGER USER;
        END IF;
        EXECUTE format(
          'ALTER TABLE audit_events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name, starts, ends);
        EXECUTE format(
          'CREATE TRIGGER whole BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()',
          name);
      END LOOP;
      FOR old IN
        SELECT inhrelid::regclass AS name,
          to_date(right(inhrelid::regclass::text, 7), 'YYYY_MM') + interval '1 month' AS ends
        FROM pg_inherits
        WHERE inhparent = 'audit_events'::regclass AND inhrelid::regclass::text ~ '_\d{4}_\d{2}$'
      LOOP
        IF old.ends < now() - greatest(keep, interval '30 days') THEN
          EXECUTE format('DROP TABLE %s', old.name);
        END IF;
      END LOOP;
    END
    $$;
DO $$ BEGIN
      EXECUTE format(
        'ALTER FUNCTION keep_audit_partitions(interval) SET search_path = %I, pg_temp', current_schema());
    END $$;
insert into "kysely_migration" ("name", "timestamp") values ('0012-audit-months', '2026-11-29T01:31:53.542Z');
CREATE FUNCTION uuid_by_time() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
      SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) PLACING
        substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6
      ), 52, 1), 53, 1), 'hex')::uuid
    $$;
ALTER TABLE "users" ALTER id SET DEFAULT uuid_by_time();
ALTER TABLE "sessions" ALTER id SET DEFAULT uuid_by_time();
ALTER TABLE "mails" ALTER id SET DEFAULT uuid_by_time();
DROP INDEX sessions_expires_at;
ALTER TABLE sessions ADD COLUMN expires_on date
    GENERATED ALWAYS AS ((expires_at AT TIME ZONE 'UTC')::date) STORED;
CREATE INDEX sessions_expires_on ON sessions (expires_on);
DROP INDEX buckets_full_at;
ALTER TABLE buckets ADD COLUMN full_in timestamptz
    GENERATED ALWAYS AS (date_bin('10 minutes', full_at, to_timestamp(0))) STORED;
CREATE INDEX buckets_full_in ON buckets (full_in);
DROP INDEX tokens_sealed;
CREATE TABLE chores (name text PRIMARY KEY, done_until timestamptz NOT NULL);
INSERT INTO chores VALUES ('unseal', '-infinity');
ALTER TABLE users SET (fillfactor = 90);
ALTER TABLE sessions SET (fillfactor = 90);
ALTER TABLE tokens SET (fillfactor = 75);
ALTER TABLE buckets SET (fillfactor = 70);
ALTER TABLE "sessions" SET (autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE "tokens" SET (autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE "mails" SET (autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE "buckets" SET (autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE "spent_guesses" SET (autovacuum_vacuum_scale_factor = 0.05);
DROP INDEX mails_settled;
CREATE INDEX mails_settled ON mails (settled_at) INCLUDE (kind, state) WHERE settled_at IS NOT NULL;
CREATE INDEX mails_failed_sealed ON mails (created_at) WHERE state = 'failed' AND sealed IS NOT NULL;
CREATE INDEX suppressed_addresses_until ON suppressed_addresses (suppressed_until);
CREATE INDEX suppressed_addresses_at ON suppressed_addresses (suppressed_at);
CREATE INDEX reserved_addresses_until ON reserved_addresses (reserved_until);
insert into "kysely_migration" ("name", "timestamp") values ('0013-growth', '2026-11-29T01:31:53.568Z');
CREATE OR REPLACE FUNCTION keep_audit_partitions(keep interval) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET timezone = 'UTC' SET datestyle = 'ISO' SET intervalstyle = 'postgres' SET lock_timeout = '2s' AS $$
    DECLARE
      starts timestamptz;
      ends timestamptz;
      name text;
      old record;
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended('watchword:audit-months', 0));
      FOR starts IN
        SELECT date_trunc('month', now()) + n * interval '1 month' FROM generate_series(0, 1) AS n
      LOOP
        ends := starts + interval '1 month';
        name := 'audit_events_' || to_char(starts, 'YYYY_MM');
        CONTINUE WHEN to_regclass(name) IS NOT NULL;
        PERFORM set_config('lock_timeout', '50ms', true);
        LOCK TABLE audit_events IN SHARE ROW EXCLUSIVE MODE;
        EXECUTE format('CREATE TABLE %I (LIKE audit_events INCLUDING ALL)', name);
        IF EXISTS (SELECT FROM audit_events_other WHERE at >= starts AND at < ends) THEN
          ALTER TABLE audit_events_other DISABLE TRIGGER USER;
          EXECUTE format(
            'WITH moved AS (DELETE FROM audit_events_other WHERE at >= $1 AND at < $2 RETURNING *)
             INSERT INTO %I SELECT * FROM moved', name) USING starts, ends;
          ALTER TABLE audit_events_other ENABLE TRIGGER USER;
        END IF;
        EXECUTE format(
          'ALTER TABLE audit_events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name, starts, ends);
        EXECUTE format(
          'CREATE TRIGGER whole BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()',
          name);
      END LOOP;
      PERFORM set_config('lock_timeout', '50ms', true);
      FOR old IN
        SELECT inhrelid::regclass AS name,
          to_date(right(inhrelid::regclass::text, 7), 'YYYY_MM') + interval '1 month' AS ends
        FROM pg_inherits
        WHERE inhparent = 'audit_events'::regclass AND inhrelid::regclass::text ~ '_\d{4}_\d{2}$'
      LOOP
        IF old.ends < now() - greatest(keep, interval '30 days') THEN
          EXECUTE format('DROP TABLE %s', old.name);
        END IF;
      END LOOP;
    EXCEPTION WHEN lock_not_available THEN
      RAISE LOG 'audit_events is in use: its months are looked after in a minute';
    END
    $$;
DO $$ BEGIN
      EXECUTE format(
        'ALTER FUNCTION keep_audit_partitions(interval) SET search_path = %I, pg_temp', current_schema());
    END $$;
insert into "kysely_migration" ("name", "timestamp") values ('0014-audit-locks', '2026-11-29T01:31:53.571Z');
CREATE OR REPLACE FUNCTION reserve_slots(wanted bytea, slots integer, n integer) RETURNS integer[]
    LANGUAGE plpgsql VOLATILE AS $$
    DECLARE
      held integer[] := '{}';
      name text := 'watchword:guess:' || encode(wanted, 'hex') || ':';
      candidate integer;
    BEGIN
      IF wanted IS NULL THEN
        RETURN held;
      END IF;
      FOR attempt IN 1..64 LOOP
        candidate := 1 + floor(random() * slots)::integer;
        CONTINUE WHEN candidate = ANY(held);
        CONTINUE WHEN NOT pg_try_advisory_xact_lock(hashtextextended(name || candidate, 0));
        CONTINUE WHEN EXISTS (
          SELECT FROM spent_guesses
          WHERE budget = wanted AND slot = candidate AND at > now() - interval '24 hours');
        held := held || candidate;
        IF cardinality(held) = n THEN
          RETURN held;
        END IF;
      END LOOP;
      FOR candidate IN
        SELECT free.slot FROM generate_series(1, CASE WHEN slots <= 1000 THEN slots ELSE 0 END) AS free (slot)
        WHERE NOT EXISTS (
          SELECT FROM spent_guesses
          WHERE budget = wanted AND spent_guesses.slot = free.slot AND at > now() - interval '24 hours'
        )
        ORDER BY random()
      LOOP
        CONTINUE WHEN candidate = ANY(held);
        CONTINUE WHEN NOT pg_try_advisory_xact_lock(hashtextextended(name || candidate, 0));
        CONTINUE WHEN EXISTS (
          SELECT FROM spent_guesses
          WHERE budget = wanted AND slot = candidate AND at > now() - interval '24 hours');
        held := held || candidate;
        IF cardinality(held) = n THEN
          RETURN held;
        END IF;
      END LOOP;
      RETURN NULL;
    END
    $$;
CREATE FUNCTION reserve_guess(
      n integer, address bytea, per_address integer, device bytea, per_device integer,
      client bytea, per_client integer, length bytea, per_length integer,
      OUT admitted boolean, OUT budgets bytea[], OUT slots integer[]
    ) LANGUAGE plpgsql VOLATILE AS $$
    DECLARE
      guesser bytea := address;
      of_guesser integer[] := reserve_slots(address, per_address, n);
      of_client integer[];
      of_length integer[];
    BEGIN
      IF of_guesser IS NULL AND device IS NOT NULL THEN
        guesser := device;
        of_guesser := reserve_slots(device, per_device, n);
      END IF;
      of_client := reserve_slots(client, per_client, n);
      of_length := reserve_slots(length, per_length, n);
      admitted := of_guesser IS NOT NULL AND of_client IS NOT NULL AND of_length IS NOT NULL;
      IF admitted THEN
        slots := of_guesser || of_client || of_length;
        budgets := array_fill(guesser, ARRAY[cardinality(of_guesser)])
          || array_fill(client, ARRAY[cardinality(of_client)])
          || array_fill(length, ARRAY[cardinality(of_length)]);
      END IF;
    END
    $$;
CREATE FUNCTION queue_notice(
      mail uuid, kind text, account uuid, sealed bytea, locale text, task text, priority integer
    ) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
    BEGIN
      INSERT INTO mails (id, kind, user_id, sealed, locale)
      VALUES ($1, $2, $3, $4, $5);
      INSERT INTO audit_events (event, outcome, user_id) VALUES ('mail.queued', 'granted', account);
      PERFORM graphile_worker.add_job(
        task, json_build_object('mailId', mail), job_key := mail::text,
        priority := queue_notice.priority, flags := ARRAY['notice']
      );
    END
    $$;
insert into "kysely_migration" ("name", "timestamp") values ('0015-slots', '2026-11-29T01:31:53.573Z');
CREATE TABLE guess_totals (
      budget bytea NOT NULL,
      at timestamptz NOT NULL,
      n integer NOT NULL,
      PRIMARY KEY (budget, at)
    ) WITH (fillfactor = 50);
INSERT INTO guess_totals
    SELECT budget, date_bin('10 minutes', at, to_timestamp(0)), count(*) FROM spent_guesses
    WHERE substring(budget FROM 1 FOR 12) = 'code-length:' GROUP BY 1, 2;
CREATE FUNCTION count_guess() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP <> 'INSERT' THEN
        UPDATE guess_totals SET n = n - 1
        WHERE budget = OLD.budget AND at = date_bin('10 minutes', OLD.at, to_timestamp(0));
      END IF;
      IF TG_OP <> 'DELETE' THEN
        INSERT INTO guess_totals VALUES (NEW.budget, date_bin('10 minutes', NEW.at, to_timestamp(0)), 1)
        ON CONFLICT (budget, at) DO UPDATE SET n = guess_totals.n + 1;
      END IF;
      RETURN NULL;
    END
    $$;
CREATE TRIGGER count_guess AFTER INSERT OR UPDATE ON spent_guesses FOR EACH ROW
    WHEN (substring(NEW.budget FROM 1 FOR 12) = 'code-length:') EXECUTE FUNCTION count_guess();
CREATE TRIGGER uncount_guess AFTER DELETE ON spent_guesses FOR EACH ROW
    WHEN (substring(OLD.budget FROM 1 FOR 12) = 'code-length:' AND OLD.at > now() - interval '24 hours')
    EXECUTE FUNCTION count_guess();
insert into "kysely_migration" ("name", "timestamp") values ('0016-guess-totals', '2026-11-29T01:31:53.580Z');
SELECT keep_audit_partitions(interval '10 years');
DO $$ DECLARE month timestamptz; BEGIN
  FOR i IN 1..8 LOOP
    month := date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' - i * interval '1 month';
    EXECUTE format('CREATE TABLE audit_events_%s PARTITION OF audit_events FOR VALUES FROM (%L) TO (%L)',
      to_char(month AT TIME ZONE 'UTC', 'YYYY_MM'), month, (month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC');
  END LOOP;
END $$;
SET session_replication_role = replica;
DELETE FROM chores;
DELETE FROM guess_totals;
INSERT INTO public.users ("id", "collection", "email", "email_verified_at", "password_hash", "session_epoch", "disabled_at", "created_at", "tokens_void_until", "locale") VALUES
  ('01a224ee-1a5e-7069-91cd-12b6a9db6043', 'users', 'ada@example.com', now() + interval '-2.490 s', '$argon2id$v=19$m=19456,t=2,p=1$buPtAXdEQssst9QkgAKpEg$gFamNx04R3DF6jBULShURVS04f9GKei7awNPCLacPoo', '1', NULL, now() + interval '-2.490 s', now() + interval '-2.311 s', NULL),
  ('01a224ee-1b49-7287-a4c3-5bfff976f22e', 'users', 'bob@example.com', now() + interval '-2.246 s', NULL, '0', NULL, now() + interval '-2.246 s', NULL, NULL),
  ('01a224ee-1b6e-7a02-98d8-368c15db8e5b', 'users', 'eva@example.com', now() + interval '-2.167 s', NULL, '1', NULL, now() + interval '-2.194 s', now() + interval '-2.150 s', NULL);
INSERT INTO public.sessions ("id", "secret_hash", "user_id", "epoch", "audience", "user_agent", "ip", "place", "created_at", "authenticated_at", "last_seen_at", "expires_at", "absolute_expires_at", "parent_id") VALUES
  ('01a224ee-1a7e-7ff0-871e-130e6114a12e', E'\\x42a1d6c0b504593966a6533d9e31e976dbe36b6ef1ddbf2880ef2bdef18b8381', '01a224ee-1a5e-7069-91cd-12b6a9db6043', '0', NULL, 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Gecko/20100101 Firefox/145.0', '198.51.100.7', NULL, now() + interval '-2.440 s', now() + interval '-2.440 s', now() + interval '-2.440 s', now() + interval '2591997.560 s', now() + interval '7775997.560 s', NULL),
  ('01a224ee-1a5e-7cc4-a724-cbce1e7f22ae', E'\\x20e3fd73590fbe864b84109e1ee442b82a04f1ca7582995714f08be71a1a6a79', '01a224ee-1a5e-7069-91cd-12b6a9db6043', '1', NULL, 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Gecko/20100101 Firefox/145.0', '198.51.100.7', NULL, now() + interval '-2.496 s', now() + interval '-2.319 s', now() + interval '-2.319 s', now() + interval '2591997.681 s', now() + interval '7775997.681 s', NULL),
  ('01a224ee-1b49-77d2-bee8-d13a62ad7af3', E'\\xe6da38125c4affad9f968148e421cafc88ba5b50bd4ac8043cc508d1c02257c7', '01a224ee-1b49-7287-a4c3-5bfff976f22e', '0', NULL, 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Gecko/20100101 Firefox/145.0', '198.51.100.7', NULL, now() + interval '-2.252 s', now() + interval '-2.252 s', now() + interval '-2.252 s', now() + interval '2591997.748 s', now() + interval '7775997.748 s', NULL),
  ('01a224ee-1b6e-76b6-95d4-cce8517ca8b1', E'\\xff2da76aa140989d2e559a107c0293884205e8c08ef5f42124e22bade3046833', '01a224ee-1b6e-7a02-98d8-368c15db8e5b', '1', NULL, 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Gecko/20100101 Firefox/145.0', '198.51.100.7', NULL, now() + interval '-2.199 s', now() + interval '-2.172 s', now() + interval '-2.172 s', now() + interval '2591997.828 s', now() + interval '7775997.828 s', NULL);
INSERT INTO public.tokens ("id", "purpose", "collection", "email", "user_id", "code_hash", "code_length", "code_expires_at", "attempts", "max_attempts", "token_hash", "token_expires_at", "sealed", "mails_requested", "last_mail_at", "consumed_at", "created_at", "session_id", "audience", "code_challenge", "budget", "device_budget", "mail_bucket") VALUES
  ('e5fa21a4-be86-412f-8ac6-460517b8b80a', 'email-otp', 'users', 'ada@example.com', NULL, E'\\xe3cdbb189b648e4864fce24c8d9f6529c27fecf64a1cf6c17c5ef3004a0a7267', '6', now() + interval '597.425 s', '0', '5', E'\\xb6bd989e798450973ec100b27c02daeaad51a85fcf28b81c5d8297b2058e9e6e', now() + interval '1197.425 s', NULL, '1', now() + interval '-2.575 s', now() + interval '-2.497 s', now() + interval '-2.575 s', NULL, NULL, NULL, E'\\x354779efbe770ba8e134209fe2a51f06fcb582759f47d7a7a67d046c72c14576', NULL, E'\\x350f24b96212ddcb88b042e01b05ce2377366f0336afcc08a73fd337f3005a9e'),
  ('00cbe503-2147-4d57-9b13-d71dcce2b165', 'email-otp', 'users', 'ada@example.com', NULL, E'\\xacad5b3f12b426dd9ab490b57f204e328aec11a6d3306e79d9acaee75798bf33', '6', now() + interval '597.541 s', '0', '5', E'\\x5cd649c037295063b14bfcb13c8274c3324905694e50dcc0ab80ad30d0b70802', now() + interval '1197.541 s', NULL, '1', now() + interval '-2.459 s', now() + interval '-2.441 s', now() + interval '-2.459 s', NULL, NULL, NULL, E'\\x354779efbe770ba8e134209fe2a51f06fcb582759f47d7a7a67d046c72c14576', NULL, E'\\x350f24b96212ddcb88b042e01b05ce2377366f0336afcc08a73fd337f3005a9e'),
  ('19f8ebb6-0c16-43c1-bd2f-b3668748aba6', 'email-otp', 'users', 'bob@example.com', NULL, E'\\x92e23bcf81ccc734218cd1dbe6da1ecb7370a7bb3354d8f79ef95866078543fe', '6', now() + interval '597.697 s', '0', '5', E'\\x6d86870f9467b6cd50be50664108efa8b5168b62f6911e6ea0b9bdc9ab98eae6', now() + interval '1197.697 s', NULL, '1', now() + interval '-2.303 s', now() + interval '-2.254 s', now() + interval '-2.303 s', NULL, NULL, NULL, E'\\x7711d9534377c3e0f4860406d0a3e9953190e36e53ebe607307277944e4d1f3f', NULL, E'\\x5ca0ffee2946211355eebcc47f5c839d11cb2d1f03fdd6ad7f4e9de274a3352e'),
  ('01a224ee-1b50-7035-9689-c685f9100092', 'one-time-token', 'users', NULL, '01a224ee-1b49-7287-a4c3-5bfff976f22e', NULL, NULL, NULL, '0', NULL, E'\\xa5f2c075018a200185c0650b3d52770820677ce82f1e0b12fdfddb8f792310e2', now() + interval '177.771 s', NULL, '0', NULL, NULL, now() + interval '-2.229 s', '01a224ee-1b49-77d2-bee8-d13a62ad7af3', NULL, NULL, NULL, NULL, NULL),
  ('f6433097-b4e8-4e99-b772-33a9bed1b7fb', 'email-otp', 'users', 'eve@example.com', NULL, E'\\x0fed8083bb5a3d0b81b70daf9bf700dcf6257322257100deb7b31764e6e7f99e', '6', now() + interval '597.781 s', '0', '5', E'\\xdb3ceabfbf1bdd344bc77ba8f6002b737b3221e5fee09b3980bcf96267eef175', now() + interval '1197.781 s', NULL, '1', now() + interval '-2.219 s', now() + interval '-2.201 s', now() + interval '-2.219 s', NULL, NULL, NULL, E'\\x836ce1dece162dbb22f4683ee3752f5a75fe8de79a787f45bac0ef544fafc149', NULL, E'\\x1d6f8d687d16d07e7fcc775ae73322be66fbc1324af386f059469ea703fd64c2'),
  ('6c09dcc1-fcf2-4fbb-817a-a7bc88e19b25', 'email-change', 'users', 'eva@example.com', '01a224ee-1b6e-7a02-98d8-368c15db8e5b', E'\\x48f53aa78b4b25305ea31245276ce1ee47910afc829278dc0868eeb4e2ca7634', '6', now() + interval '3597.806 s', '0', '5', E'\\xec0a99e8b7d509189b66c67a95f2929a7f3e4ba74a8ca2bd0ddeb553c4ef3d3a', now() + interval '3597.806 s', NULL, '1', now() + interval '-2.194 s', now() + interval '-2.174 s', now() + interval '-2.194 s', NULL, NULL, NULL, E'\\xd3a956332d13e50268230655195550140c599f2a9c98ee1a773c80497303f050', NULL, E'\\xe0250b19d4c753adf3b4f0c98df0d1d08a5fc62f66627fa36a80a12d223bd8f9'),
  ('01a224ee-1b85-7146-b546-4fe3e4619c6a', 'email-change-undo', 'users', 'eve@example.com', '01a224ee-1b6e-7a02-98d8-368c15db8e5b', NULL, NULL, NULL, '0', NULL, E'\\xbb7144fd1674f412584129d1b49860f609a804dc773db87c63ff584c49f367c4', now() + interval '604797.826 s', E'\\x4e1c58775056d21787f12ba6e93f68284989b51a1913ded3797e29d80167a1bcfe44b8c0fb6a4f72aa3755b2c05b7b269803c9eb89a5fb0cd5a72e6ebcc27c6b4787a557f5e46b9bd9f8ed49db8f8cadcc3489a3b28ab2510fa157ded00c709d8671ee4f56652137e042bd81e41310ccfd0530406d6850b58b39d47c1a8970e7f978c646b3712942117f479185b318cb89e328c532454ca99cb3db664dcf40d5707d665da23873aafdcb3145acfbab519aae9687c688fd285849da4c68f2ec7412ba377bead2ef1f296c3b0c17f34b5698666231c92fd6341ae31493f3dbc2041be2d0a99e24af57dd78c9cea5a0ee417083c07ec361196204e053bd9dcccb31fce7118e8da01a0fffac68bcbbca5836a66a9e5844201aca59eaa663f6c15f8a073f4eea54dd95277b50f680aea743ed6cf97da4', '1', now() + interval '-2.174 s', NULL, now() + interval '-2.174 s', NULL, NULL, NULL, NULL, NULL, NULL),
  ('01a224ee-1ba6-7156-b172-89b7e48a3d62', 'password-reset', 'users', 'bob@example.com', NULL, NULL, NULL, NULL, '0', NULL, E'\\x3e1a80a891ce0ca88a139e5572d17ffb84457f6b584d932a4c7366fcfecb5b52', now() + interval '3597.858 s', E'\\x81e6fb29b004470ac313962742f8eff917c78e5ebca333c27fc00446b6ce2e6b9f10f0836a94b75b5c632771ad3cf8997a5b0b33cdf6485f389bc5124319116be474ff676f6c4d10eb95645ca5f09803c9e1a6b07630da3d1d0e8524659c5373ed1fea933f686f2c982840aea82b42441abf5d4688e5bdad370c87cd18c402d56ebb0054124211ccf6c55a6bdb0ca85eb5596017a76dbd270e21275f26c3b3341d680d4eb53aa069c89a6d3bbfcd735d6a3a1a25652ae5bb6cc656b78477103816fc11cba03a164dd4050249a8e9af72814279600a761fd18ff3ee915d37cb972e8f61a543366a72afdbc9ac795a3e7a11984eac9134990c977a895a2cb3b4e681c28b8f3ba53e7a8baf80ac78495152c4b740cf76663e4b0770207c3a4d10cf', '1', now() + interval '-2.142 s', NULL, now() + interval '-2.142 s', NULL, NULL, NULL, E'\\x7711d9534377c3e0f4860406d0a3e9953190e36e53ebe607307277944e4d1f3f', NULL, E'\\x1482a96fea8fba7fa3bf80f012fa4373f5e66d769c9f000b7a79f43ec6cd365a'),
  ('bf80d2f8-8ee7-4e75-842b-7f0575d067b6', 'email-otp', 'users', 'carol@example.com', NULL, E'\\x38fdc7d2d4db4c37027e5d39e0bbff7a9e4a9b8c404fa83ad5af6e7a354e522b', '6', now() + interval '597.874 s', '0', '5', E'\\x5a0ed57840de2137ba6faa5cd10f1f8e41d45672a62226e63d9bf0024c271725', now() + interval '1197.874 s', E'\\x74ce67ec77950212c97cc15ef03d4cd221d2ada50062979b0a9766271dd6f38f84368ada13d1f8f873febe304488ce1e588f658719198d2ef88c55c18739e1c1b55d19b16925c2d393749dbb54a1a25a06f497bc8f79202c9d0c618f9f3a991065a22186386101692110b62898d45dd36ee372ab4ad37945c0abb8e204903e2376d242f0eeb9058e3220c64247b3d2412939d294b3db538572aff22dee8224bdd440373ea9049c8fd41235af44be24d5715724a1f6f604c003e60a3fb028ec9af55fb1d816f563588a1c2aaeb55e31840cda2a1ef04f47d263d7c8e84ad6c796e1d90c9f0481e4b260591103b420be512379918dc8ee42d2d7f7f22fd46fb448dac35583679e69913575b09fd60ffe188d55510d54d5c009365cd4b8f40f9a5c5b01fa0b', '1', now() + interval '-2.126 s', NULL, now() + interval '-2.126 s', NULL, NULL, NULL, E'\\x572574052e58a8a4d4034e00efb8db27bd01e8b103315d02ded3e69af234819b', NULL, E'\\x6f2e8c8beb90922fff9931fbc7e00b84299038f63d5bb4d51f34ef7dff7160dc'),
  ('6b1818eb-a0b3-4a1a-a407-824f22e00536', 'email-otp', 'users', 'dave@example.com', NULL, E'\\xb01680469eadb63da27cddfa31bc84eb2484c74b7e60b734ca1fafe5c6e8f13c', '6', now() + interval '597.887 s', '1', '5', E'\\x13ea312293d8efb66b339e0db41072d2aa27c1827610ad4fd2eaac2c23de43dc', now() + interval '1197.887 s', E'\\x07943c2a6ac86da71ec0b8dea642afbacb6f7a65e644f616dfdfec48622db96ebb86104de9ce42cf62b1d17cb2b3fabaef9f5bd45382217b6fefbb0160e2d255561278bceb4e4f320980fa33ce932a23184a7cf02b82237a4310b7a8ab444985aeaed58d008d9ab3ce26255e2ed3f340eccb0a381c9a147e5f0920f2ee6bc5b2fdb96a6faa14ac438572506cb52538bba3759430d1c649195756f55dc502ab66f8c7efd3462999973415b0d5d6734dfb6d40ceac2b3cfcbf7e61fe36f63a5cfe76d324d6f5efa9cb972a86a13d52d194becb312d44198a68cefc177f18b208405cdd59db0ce3068c2376b19fc447cb2494ce6889d65bd358f1c75e952d3b82e40717e8d346045f5dec9c58b6d0f093bd4d98b80b006fba149bd4e4b867fc587b154c69', '1', now() + interval '-2.113 s', NULL, now() + interval '-2.113 s', NULL, NULL, NULL, E'\\xa1922d1b6b375628cf8206cde4f4671fbfa6ba4578b5c584c5e437a6d7c9de5a', NULL, E'\\xae08ce0b25f52fe3b7e5cc9eee24f5682d1432b3959258573a8b3d917a63ecfa');
INSERT INTO public.mails ("id", "kind", "token_id", "state", "created_at", "settled_at", "user_id", "sealed", "rendition", "expires_at", "tries", "reason", "provider", "provider_id", "event_at", "resent_as", "locale") VALUES
  ('01a224ee-1aef-7133-979c-627cff3f9e1f', 'password-changed', NULL, 'queued', now() + interval '-2.323 s', NULL, '01a224ee-1a5e-7069-91cd-12b6a9db6043', E'\\x7b98efb5becf45d5973739f6a7e596d8efd5573cca3f7e296efdddfbcc6371949ee94546e57fcc5078cf7c1aad8dc8d37a19e6fd4b809cbb618009a38518cad66c9098f56d1fa801452b0050f441d91f3f42ff168e5918b07e53eeed8c01bfbf848eecce02488b1fff355b888dd814e17c345ca3bcf577a3a18b3c56239a5e191b509439b23b10d526d4a09a6aac9973e362e0c292559e9d34f5605dde78761b48a1ca5b4f4e50f1364e8b14b3ff5449ed0d1001f6f56f722e570b0839c5d0c4216c0b5a3d63', NULL, NULL, '0', NULL, NULL, NULL, NULL, NULL, NULL),
  ('01a224ee-1b86-763c-89bd-cbf011751cb5', 'email-changed', NULL, 'queued', now() + interval '-2.176 s', NULL, '01a224ee-1b6e-7a02-98d8-368c15db8e5b', E'\\x4e1c4be37691827bc8fa1b31befb8dec2573a8ba8c1c6c9a91bf0ba125e3ca98d55baad2135d13ef5cc620779b4f0c0f88f2737ce0854065e792552cf3c94ea17f2029f03b2a085fe760ac0505a3792f4b5a759187009d8873f605633775689c1e581e62591fd9b6ba70750eb6f0fc1adc99efea39a3d6d0ea11ada9814954111415980c61f8b3c659d5956cac4cd7c9987e80b4470f663f67ff5fa1ad15be1c547f37932175349fbd1cddc20d0032d93bda9de10367c4e9392456a5495b93052ec1777df76b0c61106893522da19d403d5400173e54aa6fabbb46b712e8eba26366fbae4253bb55d146ccf63829398541767c07308abf0d3c6d', NULL, NULL, '0', NULL, NULL, NULL, NULL, NULL, NULL),
  ('01a224ee-1b9e-706d-853a-7b419fadf53e', 'email-changed', '01a224ee-1b85-7146-b546-4fe3e4619c6a', 'queued', now() + interval '-2.176 s', NULL, NULL, NULL, NULL, NULL, '0', NULL, NULL, NULL, NULL, NULL, NULL),
  ('01a224ee-1bab-7afd-8e63-77b842fda343', 'password-reset', '01a224ee-1ba6-7156-b172-89b7e48a3d62', 'queued', now() + interval '-2.144 s', NULL, NULL, NULL, NULL, NULL, '0', NULL, NULL, NULL, NULL, NULL, NULL),
  ('01a224ee-1bbb-799f-aa61-c4e31a0aad4d', 'email-otp', 'bf80d2f8-8ee7-4e75-842b-7f0575d067b6', 'queued', now() + interval '-2.128 s', NULL, NULL, NULL, NULL, NULL, '0', NULL, NULL, NULL, NULL, NULL, NULL),
  ('01a224ee-1bc7-7efa-9582-34474632e44d', 'email-otp', '6b1818eb-a0b3-4a1a-a407-824f22e00536', 'queued', now() + interval '-2.114 s', NULL, NULL, NULL, NULL, NULL, '0', NULL, NULL, NULL, NULL, NULL, NULL),
  ('01a224ee-1a0e-7b01-82f8-4ed2173068da', 'email-otp', 'e5fa21a4-be86-412f-8ac6-460517b8b80a', 'delivered', now() + interval '-2.577 s', now() + interval '-2.086 s', NULL, NULL, NULL, NULL, '0', NULL, 'resend', 're_01a224ee', now() + interval '-2.086 s', NULL, NULL),
  ('01a224ee-1a6c-74da-b6f1-cdb688c63976', 'email-otp', '00cbe503-2147-4d57-9b13-d71dcce2b165', 'delivered', now() + interval '-2.461 s', now() + interval '-2.086 s', NULL, NULL, NULL, NULL, '0', NULL, 'resend', 're_01a224ee', now() + interval '-2.086 s', NULL, NULL),
  ('01a224ee-1b1f-7a44-9b4d-2336d35f85ee', 'email-otp', '19f8ebb6-0c16-43c1-bd2f-b3668748aba6', 'delivered', now() + interval '-2.305 s', now() + interval '-2.086 s', NULL, NULL, NULL, NULL, '0', NULL, 'resend', 're_01a224ee', now() + interval '-2.086 s', NULL, NULL),
  ('01a224ee-1b5d-73b4-bf31-3a36bfd98ee0', 'email-otp', 'f6433097-b4e8-4e99-b772-33a9bed1b7fb', 'delivered', now() + interval '-2.221 s', now() + interval '-2.086 s', NULL, NULL, NULL, NULL, '0', NULL, 'resend', 're_01a224ee', now() + interval '-2.086 s', NULL, NULL),
  ('01a224ee-1b75-7b6b-9228-917bb96a8cca', 'email-change', '6c09dcc1-fcf2-4fbb-817a-a7bc88e19b25', 'delivered', now() + interval '-2.196 s', now() + interval '-2.086 s', NULL, NULL, NULL, NULL, '0', NULL, 'resend', 're_01a224ee', now() + interval '-2.086 s', NULL, NULL),
  ('01a224ee-1bea-763e-931f-b952e20656de', 'new-sign-in', NULL, 'failed', now() + interval '-10802.081 s', now() + interval '-2.081 s', '01a224ee-1a5e-7069-91cd-12b6a9db6043', NULL, NULL, NULL, '5', 'smtp-550', NULL, NULL, NULL, '01a224ee-1aef-7133-979c-627cff3f9e1f', NULL);
INSERT INTO public.alerts ("key", "type", "data", "raised_at", "seen_at") VALUES
  ('guess_budget.half:6', 'guess_budget.half', '{"hours": 24, "budget": 5000, "digits": 6, "failedGuesses": 4000}', now() + interval '-1.810 s', now() + interval '-1.810 s');
INSERT INTO public.audit_events ("at", "id", "event", "outcome", "reason", "user_id", "token_id", "address_key", "address", "client_key", "client", "device", "request_id", "actor_id", "token_age_ms") VALUES
  (now() + interval '-7776001.550 s', '2d37bf24-c7b1-4c1d-825a-a2119eca1669', 'email-otp.sign-in', 'granted', NULL, '01a224ee-1a5e-7069-91cd-12b6a9db6043', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-8553601.550 s', 'dcb1552a-cdf3-4d6e-8229-8470c5fdb268', 'email-otp.sign-in', 'granted', NULL, '01a224ee-1a5e-7069-91cd-12b6a9db6043', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-9331201.550 s', '18e32acf-a3d1-41cb-89b6-ffa8bd57c7e6', 'email-otp.sign-in', 'granted', NULL, '01a224ee-1a5e-7069-91cd-12b6a9db6043', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-10108801.550 s', '1a7f1093-6c2b-4143-b4c0-f6db74f01fd4', 'email-otp.sign-in', 'granted', NULL, '01a224ee-1a5e-7069-91cd-12b6a9db6043', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-5443201.550 s', '3fc423b4-9db5-40d9-b5dd-b2ca78e8ea50', 'email-otp.sign-in', 'granted', NULL, '01a224ee-1a5e-7069-91cd-12b6a9db6043', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-6220801.550 s', 'ed42cdf2-6604-42a9-ad42-6924675ab353', 'email-otp.sign-in', 'granted', NULL, '01a224ee-1a5e-7069-91cd-12b6a9db6043', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-6998401.550 s', '54af1c3c-8a2c-4798-ad63-71879f448962', 'email-otp.sign-in', 'granted', NULL, '01a224ee-1a5e-7069-91cd-12b6a9db6043', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-3110401.550 s', 'f6ad60f0-3364-478b-b9a3-0a3bbc039441', 'email-otp.sign-in', 'granted', NULL, '01a224ee-1a5e-7069-91cd-12b6a9db6043', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-3888001.550 s', '1fe65b80-777a-493c-89d2-44cd216ac1ec', 'email-otp.sign-in', 'granted', NULL, '01a224ee-1a5e-7069-91cd-12b6a9db6043', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-4665601.550 s', '146e0672-5681-4eaf-b061-791877a1f215', 'email-otp.sign-in', 'granted', NULL, '01a224ee-1a5e-7069-91cd-12b6a9db6043', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-2.549 s', 'f34a5c95-efbd-4601-8c71-ad8f5cc938d3', 'mail.queued', 'granted', NULL, NULL, 'e5fa21a4-be86-412f-8ac6-460517b8b80a', E'\\x354779efbe770ba8e134209fe2a51f06fcb582759f47d7a7a67d046c72c14576', 'a•••@example.com', NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-2.469 s', 'bf9991ba-6d76-480b-9466-a2731f713c65', 'mail.queued', 'granted', NULL, NULL, '00cbe503-2147-4d57-9b13-d71dcce2b165', E'\\x354779efbe770ba8e134209fe2a51f06fcb582759f47d7a7a67d046c72c14576', 'a•••@example.com', NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-2.326 s', '6d24dcd5-1c6e-4082-900e-7e94f48ba2c8', 'mail.queued', 'granted', NULL, '01a224ee-1a5e-7069-91cd-12b6a9db6043', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-2.283 s', 'bfa56d05-c3f6-47b9-abee-520cb721ce5b', 'mail.queued', 'granted', NULL, NULL, '19f8ebb6-0c16-43c1-bd2f-b3668748aba6', E'\\x7711d9534377c3e0f4860406d0a3e9953190e36e53ebe607307277944e4d1f3f', 'b•••@example.com', NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-2.229 s', '6f5bdc75-3329-4e9e-a7b2-41d7090932a6', 'mail.queued', 'granted', NULL, NULL, 'f6433097-b4e8-4e99-b772-33a9bed1b7fb', E'\\x836ce1dece162dbb22f4683ee3752f5a75fe8de79a787f45bac0ef544fafc149', 'e•••@example.com', NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-2.206 s', '2c790b84-65fb-4bc5-ad74-0c4256186512', 'mail.queued', 'granted', NULL, '01a224ee-1b6e-7a02-98d8-368c15db8e5b', '6c09dcc1-fcf2-4fbb-817a-a7bc88e19b25', E'\\xd3a956332d13e50268230655195550140c599f2a9c98ee1a773c80497303f050', 'e•••@example.com', NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-2.169 s', 'afb5b740-1621-4e02-b264-29c06f62385a', 'mail.queued', 'granted', NULL, '01a224ee-1b6e-7a02-98d8-368c15db8e5b', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-2.166 s', 'ec7a7f3d-6023-49fe-85cf-2999457b5c9a', 'mail.queued', 'granted', NULL, '01a224ee-1b6e-7a02-98d8-368c15db8e5b', '01a224ee-1b85-7146-b546-4fe3e4619c6a', NULL, 'e•••@example.com', NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-2.152 s', '0c35d16b-a959-4398-a95f-bed6f2009da1', 'mail.queued', 'granted', NULL, NULL, '01a224ee-1ba6-7156-b172-89b7e48a3d62', E'\\x7711d9534377c3e0f4860406d0a3e9953190e36e53ebe607307277944e4d1f3f', 'b•••@example.com', NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-2.136 s', '3a7e5038-96d5-4f00-8085-7b2265256d79', 'mail.queued', 'granted', NULL, NULL, 'bf80d2f8-8ee7-4e75-842b-7f0575d067b6', E'\\x572574052e58a8a4d4034e00efb8db27bd01e8b103315d02ded3e69af234819b', 'c•••@example.com', NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-2.124 s', '4d6f5717-843d-45a7-ae83-3e71536bbe92', 'mail.queued', 'granted', NULL, NULL, '6b1818eb-a0b3-4a1a-a407-824f22e00536', E'\\xa1922d1b6b375628cf8206cde4f4671fbfa6ba4578b5c584c5e437a6d7c9de5a', 'd•••@example.com', NULL, NULL, NULL, NULL, NULL, NULL),
  (now() + interval '-777601.550 s', '4b66473f-ea64-4618-aafb-baf930996c3b', 'email-otp.sign-in', 'granted', NULL, '01a224ee-1a5e-7069-91cd-12b6a9db6043', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-1555201.550 s', '65b773b5-40e9-4fae-94a4-bc47c196786b', 'email-otp.sign-in', 'granted', NULL, '01a224ee-1a5e-7069-91cd-12b6a9db6043', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-2332801.550 s', '124f1ed9-0441-40a4-8de4-1e669e8ab617', 'email-otp.sign-in', 'granted', NULL, '01a224ee-1a5e-7069-91cd-12b6a9db6043', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-10886401.550 s', 'ee269fbc-6ff0-4914-9a96-867ae3331290', 'email-otp.sign-in', 'granted', NULL, '01a224ee-1a5e-7069-91cd-12b6a9db6043', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-11664001.550 s', 'd0517469-882d-44b4-9074-b46373d8f73f', 'email-otp.sign-in', 'granted', NULL, '01a224ee-1a5e-7069-91cd-12b6a9db6043', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-12441601.550 s', '83a562f6-f602-4935-9ab2-8fae83a4d95b', 'email-otp.sign-in', 'granted', NULL, '01a224ee-1a5e-7069-91cd-12b6a9db6043', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-13219201.550 s', '7968a873-151f-4d1f-8401-d16234c43719', 'email-otp.sign-in', 'granted', NULL, '01a224ee-1a5e-7069-91cd-12b6a9db6043', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-13996801.550 s', '3045ae5f-89af-4802-b11d-60bc359dab48', 'email-otp.sign-in', 'granted', NULL, '01a224ee-1a5e-7069-91cd-12b6a9db6043', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-14774401.550 s', '4cd9b374-ab58-4698-8363-8497062368cc', 'email-otp.sign-in', 'granted', NULL, '01a224ee-1a5e-7069-91cd-12b6a9db6043', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL),
  (now() + interval '-15552001.550 s', '8be5530b-5f13-4ace-b1be-1979079fc8f8', 'email-otp.sign-in', 'granted', NULL, '01a224ee-1a5e-7069-91cd-12b6a9db6043', NULL, NULL, 'a…@example.com', NULL, '198.51.100.0/24', NULL, NULL, NULL, NULL);
INSERT INTO public.buckets ("bucket", "full_at") VALUES
  (E'\\x350f24b96212ddcb88b042e01b05ce2377366f0336afcc08a73fd337f3005a9e', now() + interval '1197.405 s'),
  (E'\\x5ca0ffee2946211355eebcc47f5c839d11cb2d1f03fdd6ad7f4e9de274a3352e', now() + interval '597.677 s'),
  (E'\\x1d6f8d687d16d07e7fcc775ae73322be66fbc1324af386f059469ea703fd64c2', now() + interval '597.761 s'),
  (E'\\xe0250b19d4c753adf3b4f0c98df0d1d08a5fc62f66627fa36a80a12d223bd8f9', now() + interval '597.786 s'),
  (E'\\x1482a96fea8fba7fa3bf80f012fa4373f5e66d769c9f000b7a79f43ec6cd365a', now() + interval '597.838 s'),
  (E'\\x6f2e8c8beb90922fff9931fbc7e00b84299038f63d5bb4d51f34ef7dff7160dc', now() + interval '597.854 s'),
  (E'\\xae08ce0b25f52fe3b7e5cc9eee24f5682d1432b3959258573a8b3d917a63ecfa', now() + interval '597.868 s');
INSERT INTO public.chores ("name", "done_until") VALUES
  ('unseal', '-infinity');
INSERT INTO public.event_totals ("at", "event", "outcome", "reason", "age_step", "n") VALUES
  (now() + interval '-86516.318 s', 'email-otp.sign-in', 'granted', '', '-1', '7');
INSERT INTO public.guess_totals ("budget", "at", "n") VALUES
  (E'\\x636f64652d6c656e6774683a36', now() + interval '-116.320 s', '0'),
  (E'\\x636f64652d6c656e6774683a36', now() + interval '-3716.320 s', '30');
INSERT INTO public.index_key ("only_one", "sealed") VALUES
  ('true', E'\\x4491204297a5b70fc281cbd1a076368504d17a49c2c2e466c964acabc55e13ac415c66224731cca9149ce1c591f36271d0148613556408f68e731066f332f0d82ff04eaa9ebfd12b');
INSERT INTO public.known_devices ("user_id", "name", "first_seen_at") VALUES
  ('01a224ee-1a5e-7069-91cd-12b6a9db6043', 'Firefox on macOS', now() + interval '-2.525 s'),
  ('01a224ee-1b49-7287-a4c3-5bfff976f22e', 'Firefox on macOS', now() + interval '-2.281 s'),
  ('01a224ee-1b6e-7a02-98d8-368c15db8e5b', 'Firefox on macOS', now() + interval '-2.229 s');
INSERT INTO public.mail_slots ("number", "used_at") VALUES
  ('0', '-infinity'),
  ('1', '-infinity'),
  ('2', '-infinity'),
  ('3', '-infinity'),
  ('4', '-infinity');
INSERT INTO public.reserved_addresses ("collection", "email", "user_id", "reserved_until") VALUES
  ('users', 'eve@example.com', '01a224ee-1b6e-7a02-98d8-368c15db8e5b', now() + interval '604797.795 s');
INSERT INTO public.spent_guesses ("budget", "slot", "at") VALUES
  (E'\\xa1922d1b6b375628cf8206cde4f4671fbfa6ba4578b5c584c5e437a6d7c9de5a', '18', now() + interval '-2.123 s'),
  (E'\\x636f64652d6c656e6774683a36', '1', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '2', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '3', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '4', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '5', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '6', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '7', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '8', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '9', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '10', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '11', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '12', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '13', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '14', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '15', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '16', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '17', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '18', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '19', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '20', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '21', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '22', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '23', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '24', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '25', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '26', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '27', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '28', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '29', now() + interval '-3602.087 s'),
  (E'\\x636f64652d6c656e6774683a36', '30', now() + interval '-3602.087 s');
INSERT INTO public.suppressed_addresses ("email", "reason", "suppressed_at", "suppressed_until") VALUES
  ('gone@example.com', 'bounce', now() + interval '-2.121 s', now() + interval '86397.879 s');
INSERT INTO graphile_worker._private_job_queues ("id", "queue_name", "locked_at", "locked_by") OVERRIDING SYSTEM VALUE VALUES
  ('1', 'alerts', NULL, NULL);
INSERT INTO graphile_worker._private_tasks ("id", "identifier") OVERRIDING SYSTEM VALUE VALUES
  ('1', 'send-mail'),
  ('2', 'send-notice'),
  ('3', 'tell-alert');
INSERT INTO graphile_worker._private_jobs ("id", "job_queue_id", "task_id", "payload", "priority", "run_at", "attempts", "max_attempts", "last_error", "created_at", "updated_at", "key", "locked_at", "locked_by", "revision", "flags") OVERRIDING SYSTEM VALUE VALUES
  ('1', NULL, '1', '{"mailId" : "01a224ee-1a0e-7b01-82f8-4ed2173068da"}', '0', now() + interval '-2.614 s', '0', '25', NULL, now() + interval '-2.614 s', now() + interval '-2.614 s', '01a224ee-1a0e-7b01-82f8-4ed2173068da', NULL, NULL, '0', '{"awaited": true}'),
  ('2', NULL, '1', '{"mailId" : "01a224ee-1a6c-74da-b6f1-cdb688c63976"}', '0', now() + interval '-2.499 s', '0', '25', NULL, now() + interval '-2.499 s', now() + interval '-2.499 s', '01a224ee-1a6c-74da-b6f1-cdb688c63976', NULL, NULL, '0', '{"awaited": true}'),
  ('3', NULL, '2', '{"mailId" : "01a224ee-1aef-7133-979c-627cff3f9e1f"}', '10', now() + interval '-2.361 s', '0', '25', NULL, now() + interval '-2.361 s', now() + interval '-2.361 s', '01a224ee-1aef-7133-979c-627cff3f9e1f', NULL, NULL, '0', '{"notice": true}'),
  ('4', NULL, '1', '{"mailId" : "01a224ee-1b1f-7a44-9b4d-2336d35f85ee"}', '0', now() + interval '-2.343 s', '0', '25', NULL, now() + interval '-2.343 s', now() + interval '-2.343 s', '01a224ee-1b1f-7a44-9b4d-2336d35f85ee', NULL, NULL, '0', '{"awaited": true}'),
  ('5', NULL, '1', '{"mailId" : "01a224ee-1b5d-73b4-bf31-3a36bfd98ee0"}', '0', now() + interval '-2.258 s', '0', '25', NULL, now() + interval '-2.258 s', now() + interval '-2.258 s', '01a224ee-1b5d-73b4-bf31-3a36bfd98ee0', NULL, NULL, '0', '{"awaited": true}'),
  ('6', NULL, '1', '{"mailId" : "01a224ee-1b75-7b6b-9228-917bb96a8cca"}', '0', now() + interval '-2.234 s', '0', '25', NULL, now() + interval '-2.234 s', now() + interval '-2.234 s', '01a224ee-1b75-7b6b-9228-917bb96a8cca', NULL, NULL, '0', '{"awaited": true}'),
  ('7', NULL, '2', '{"mailId" : "01a224ee-1b86-763c-89bd-cbf011751cb5"}', '10', now() + interval '-2.214 s', '0', '25', NULL, now() + interval '-2.214 s', now() + interval '-2.214 s', '01a224ee-1b86-763c-89bd-cbf011751cb5', NULL, NULL, '0', '{"notice": true}'),
  ('8', NULL, '2', '{"mailId" : "01a224ee-1b9e-706d-853a-7b419fadf53e"}', '10', now() + interval '-2.214 s', '0', '25', NULL, now() + interval '-2.214 s', now() + interval '-2.214 s', '01a224ee-1b9e-706d-853a-7b419fadf53e', NULL, NULL, '0', '{"notice": true}'),
  ('9', NULL, '1', '{"mailId" : "01a224ee-1bab-7afd-8e63-77b842fda343"}', '0', now() + interval '-2.182 s', '0', '25', NULL, now() + interval '-2.182 s', now() + interval '-2.182 s', '01a224ee-1bab-7afd-8e63-77b842fda343', NULL, NULL, '0', '{"awaited": true}'),
  ('10', NULL, '1', '{"mailId" : "01a224ee-1bbb-799f-aa61-c4e31a0aad4d"}', '0', now() + interval '-2.166 s', '0', '25', NULL, now() + interval '-2.166 s', now() + interval '-2.166 s', '01a224ee-1bbb-799f-aa61-c4e31a0aad4d', NULL, NULL, '0', '{"awaited": true}'),
  ('11', NULL, '1', '{"mailId" : "01a224ee-1bc7-7efa-9582-34474632e44d"}', '0', now() + interval '-2.152 s', '0', '25', NULL, now() + interval '-2.152 s', now() + interval '-2.152 s', '01a224ee-1bc7-7efa-9582-34474632e44d', NULL, NULL, '0', '{"awaited": true}'),
  ('12', '1', '3', '{"id" : "alert_7872b382-11d5-4aca-a5d0-c8dd29cfb05f", "type" : "guess_budget.half", "timestamp" : "2026-11-29T01:31:54.493Z", "data" : {"hours": 24, "budget": 5000, "digits": 6, "failedGuesses": 4000}}', '5', now() + interval '-1.841 s', '0', '25', NULL, now() + interval '-1.841 s', now() + interval '-1.841 s', NULL, NULL, NULL, '0', NULL);
RESET session_replication_role;
