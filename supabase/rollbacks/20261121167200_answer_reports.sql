-- Undoes 20261121167200_answer_reports.sql. What was reported is lost; the audit keeps that it was.

drop function public.read_report(uuid);
drop function public.report_answer(uuid, text);
drop table public.answer_reports;
