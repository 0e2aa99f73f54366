-- Completed calls of a country in a month, by channel.
select
    coalesce(account.billingcountry, 'unknown') as country,
    {{ month_of('call.call_date') }} as call_month,
    coalesce(call.channel, 'unknown') as channel,
    cast(count(*) as bigint) as calls,
    cast(sum(coalesce(call.duration, 0)) as bigint) as minutes
from {{ ref('link_call_account') }} as link
inner join {{ ref('sat_call_crm_latest') }} as call on call.call_pk = link.call_pk
inner join {{ ref('sat_account_crm_latest') }} as account on account.account_pk = link.account_pk
where call.result = 'Completed' and call.call_date is not null
group by 1, 2, 3
