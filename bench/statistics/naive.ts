/** What one would write first: the same headline figures per institution, asked of the raw log. */
export const naiveFigures = `
with opened as (
  select ticket_id, coalesce(vk_at, at) as t0 from ticket_events
  where type = 'ticketOpened' and coalesce(vk_at, at) >= $1 and coalesce(vk_at, at) < $2),
routed as (
  select distinct on (e.ticket_id) e.ticket_id, (e.facts ->> 'institutionId')::int as owner,
    (e.facts ->> 'firstReplyDueAt')::timestamptz as reply_due, (e.facts ->> 'finalAnswerDueAt')::timestamptz as answer_due
  from ticket_events e join opened using (ticket_id) where e.type = 'ticketRouted' order by e.ticket_id, e.id desc),
responses as (
  select e.ticket_id, min(coalesce(e.vk_at, e.at)) as first_response,
    max(e.at) filter (where e.type = 'ticketAnswered') as final_answer
  from ticket_events e join opened using (ticket_id)
  where e.type in ('ticketAnswered', 'operatorReplied', 'interimAnswered', 'clarificationAsked') group by e.ticket_id),
facts as (
  select r.owner, p.final_answer is not null as answered,
    p.final_answer is null and $3 > coalesce(r.reply_due, r.answer_due) as overdue,
    extract(epoch from p.first_response - o.t0) as response_seconds,
    extract(epoch from p.final_answer - o.t0) as final_seconds
  from opened o join routed r using (ticket_id) left join responses p using (ticket_id))
select owner, count(*), count(*) filter (where answered), count(*) filter (where overdue),
  percentile_cont(array[0.5, 0.75, 0.9]) within group (order by response_seconds),
  percentile_cont(array[0.5, 0.75, 0.9]) within group (order by final_seconds)
from facts group by grouping sets ((owner), ())`
