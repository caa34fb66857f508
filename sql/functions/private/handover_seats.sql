-- handover_seats.sql - lets seats represent who takes over from the agency they represented.
create or replace function private.handover_seats(p_change register.agency_changes) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    v_committee uuid;
    v_day date;
begin
    for v_committee in
        select distinct s.committee_id
        from private.handover_targets(p_change, 'seat') as h join register.seats s on s.id = h.object_id
        order by s.committee_id
    loop
        -- The list of that day, and each another decision orders later.
        for v_day in
            select p_change.effective_on
            union
            select s.effective_on from private.order_spans(v_committee, 'seats') as s where s.effective_on > p_change.effective_on
            order by 1
        loop
            perform private.handover_list(p_change, v_committee, v_day);
        end loop;
    end loop;
    return (select count(*) from private.handover_targets(p_change, 'seat'));
end
$$;
comment on function private.handover_seats(register.agency_changes) is
    'Each list it changes is ordered by a decision of kind agency_change with the document of the change. The committees are locked.';
