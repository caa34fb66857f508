-- as_of.sql - the day and the instant an answer speaks of.
-- Hot: no search_path of its own (sql/README.md).
create or replace function private.as_of(p_moment private.moment default null) returns json
language plpgsql stable
as $$
begin
    if p_moment is null then
        return json_build_object('today', private.today(), 'known_at', transaction_timestamp());
    end if;
    return json_build_object('today', private.today(), 'valid_at', p_moment.valid_at, 'known_at', p_moment.known_at);
end
$$;
comment on function private.as_of(private.moment) is
    'Member as_of of answers: "today" for deadlines; of what has a history "valid_at", the day that was asked for, and "known_at", which asked for again gives the same answer.';
