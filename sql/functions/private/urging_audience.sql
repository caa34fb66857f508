-- urging_audience.sql - whom an urging is for, in words.
create or replace function private.urging_audience(p_audience text, p_language text) returns text
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case p_language when 'en' then a.en else a.vi end
    from (values
        ('officer', 'Cán bộ được giao thực hiện', 'The officer in charge'),
        ('agency_head', 'Thủ trưởng cơ quan chủ trì', 'The head of the lead agency'),
        ('committee_office', 'Cơ quan giúp việc Ban Chỉ đạo', 'The office of the committee'),
        ('standing_deputy', 'Phó Trưởng ban Thường trực', 'The standing deputy head'),
        ('committee_agenda', 'Chương trình họp Ban Chỉ đạo', 'The agenda of the committee'),
        ('inspection', 'Bộ phận kiểm tra', 'Inspection')) as a (code, vi, en)
    where a.code = p_audience;
$$;
comment on function private.urging_audience(text, text) is 'Language vi or en.';
