comment on function public.review_first(uuid) is
  'Whether what I write in this community waits for a coach, who reads it.';
drop function public.who_looks_first(uuid);
