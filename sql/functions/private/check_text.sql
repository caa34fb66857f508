-- check_text.sql - a finding about a plan or a task, as a sentence.
create or replace function private.check_text(p_code text, p_args text[], p_language text) returns text
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
    return (
        select replace(replace(case p_language when 'en' then t.en else t.vi end,
                               '{0}', coalesce(p_args[1], '')), '{1}', coalesce(p_args[2], ''))
        from (values
            ('two-heads', 'Có hai người đứng đầu: {0} và {1}', 'Two heads: {0} and {1}'),
            ('holder-twice', 'Có tên hai lần: {0}', 'Named twice: {0}'),
            ('before-establishment', 'Trước khi thành lập, ngày {0}', 'Before the establishment on {0}'),
            ('not-in-force', 'Không còn hiệu lực vào ngày {0}', 'Not in force on {0}'),
            ('circular', 'Tạo thành vòng lặp', 'Would stand above itself'),
            ('no-head', 'Không có người đứng đầu', 'Nobody at the head'),
            ('person-twice', '{0} có hai chỗ: {1}', '{0} has two seats: {1}'),
            ('post-without-holder', 'Chức vụ chưa có người giữ: {0}', 'Nobody holds the post: {0}'),
            ('duty-orphaned', 'Nhiệm vụ không còn ai phụ trách: {0}', 'A duty without owner: {0}'),
            ('overtaken', 'Chỉ có hiệu lực đến hết ngày {0}; từ đó theo Quyết định {1}', 'In force only until the end of {0}; from then on decision {1} orders'),
            ('two-families', 'Lẫn vai trò của ban và của tổ', 'Roles of a committee and of a team in one list'),
            ('teams-left', 'Còn tổ trực thuộc: {0}', 'Teams left under it: {0}'),
            ('signed-later', 'Ký ngày {0}, sau ngày có hiệu lực {1}', 'Signed on {0}, after it took effect on {1}'),
            ('agency-not-in-force', 'Cơ quan {0} không hoạt động vào ngày {1}', 'Agency {0} is not in force on {1}'),
            ('agency-changes-later', 'Đã có thay đổi khác của cơ quan {0} từ ngày {1}', 'Agency {0} changes otherwise on {1}'),
            ('successor-not-in-force', 'Cơ quan tiếp nhận {0} không hoạt động từ ngày {1}', 'Agency {0}, which would take over, is not in force on {1}'),
            ('parent-not-in-force', 'Cơ quan cấp trên của {0} không hoạt động từ ngày {1}', 'What stands above agency {0} is not in force on {1}'),
            ('handover-undecided', 'Chưa quyết định cơ quan tiếp nhận {0} của {1}', 'Nobody was named to take over {0} of {1}'),
            ('identifier-in-use', 'Mã định danh {0} đang thuộc cơ quan {1}', 'Identifier {0} belongs to agency {1}'),
            ('nothing-changes', 'Không có gì thay đổi', 'Nothing would change'),
            ('retroactive', 'Có hiệu lực từ ngày đã qua: {0}', 'Takes effect on a day already past: {0}'),
            ('agency-overtaken', '{0}: chỉ có hiệu lực đến hết ngày {1}, sau đó đã có thay đổi khác', '{0}: in force only until the end of {1}, then another change is known'),
            ('handover-open', 'Chưa có cơ quan tiếp nhận {0} của {1}; để nguyên', 'Nobody takes over {0} of {1}: it stays as it is'),
            ('children-stay', 'Còn {0} cơ quan trực thuộc {1}', '{0} agencies stay below {1}'),
            ('unclear-person', 'Chưa rõ người chịu trách nhiệm', 'Nobody is named as responsible'),
            ('unclear-time', 'Chưa rõ thời hạn', 'There is no deadline'),
            ('unclear-responsibility', 'Chưa rõ cơ quan chủ trì', 'There is no lead agency'),
            ('unclear-product', 'Chưa rõ sản phẩm', 'No product is named'),
            ('unclear-authority', 'Chưa rõ thẩm quyền', 'Who may decide is not named'),
            ('no-source-document', 'Chưa có văn bản giao', 'There is no document that assigns it'),
            ('title-short', 'Tên nhiệm vụ ngắn hơn {0} chữ cái', 'The title has fewer than {0} letters'),
            ('title-twice', 'Trùng tên với {0} của cùng cơ quan chủ trì', 'Called like {0} of the same lead agency'),
            ('lead-agency-ended', 'Cơ quan chủ trì {0} đã kết thúc hoạt động từ ngày {1}', 'Lead agency {0} ended on {1}'),
            ('lead-agency-ending', 'Cơ quan chủ trì {0} sẽ kết thúc hoạt động từ ngày {1}', 'Lead agency {0} will end on {1}'),
            ('deadline-past', 'Thời hạn {0} trước ngày giao {1}', 'The deadline {0} lies before the assignment on {1}'),
            ('year-without-calendar', 'Chưa có lịch nghỉ của năm {0}: không tính được ngày làm việc', 'There is no calendar of {0} yet: its working days are not known'),
            ('deadline-words-unclear', 'Không hiểu thời hạn ghi bằng lời: {0}', 'The words of the deadline are not understood: {0}'),
            ('deadline-words-differ', 'Thời hạn ghi bằng lời "{0}" khác với ngày {1}', 'The words of the deadline, "{0}", do not mean {1}'),
            ('committee-concerned', '{0} là cơ quan thường trực hoặc ban hành của {1}: cần kiện toàn', '{0} is the standing agency or the issuer of {1}, which needs a decision')
        ) as t (code, vi, en)
        where t.code = p_code);
end
$$;
comment on function private.check_text(text, text[], text) is 'Language vi or en. Codes of errors of plans are FAULT rows of server/problems.def too.';
