-- counts_moment.sql - the day and the instant the official counts speak of.
create or replace function private.counts_moment(p_options jsonb) returns private.moment
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select ((p_options ->> 'day')::date, least((p_options ->> 'until')::timestamptz, transaction_timestamp()))::private.moment;
$$;
comment on function private.counts_moment(jsonb) is 'Of the options private.counts_options made.';
