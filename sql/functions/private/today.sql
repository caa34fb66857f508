-- today.sql - the day in the province; tests set another.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.today() returns date
language sql stable
as $$
    select coalesce(nullif(current_setting('steer.today', true), '')::date,
                    (transaction_timestamp() at time zone 'Asia/Ho_Chi_Minh')::date);
$$;
comment on function private.today() is 'The date in Asia/Ho_Chi_Minh, or the setting steer.today.';
