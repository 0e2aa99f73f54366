-- One account as it is now, with how often it was visited.
with calls as (
    select
        link.account_pk,
        count(*) as completed_calls,
        max(call.call_date) as last_call_on
    from {{ ref('link_call_account') }} as link
    inner join {{ ref('sat_call_crm_latest') }} as call on call.call_pk = link.call_pk
    where call.result = 'Completed'
    group by link.account_pk
)

select
    hub.account_bk as account_id,
    account.type as account_type,
    account.industry,
    account.billingcountry as country,
    size.annualrevenue as annual_revenue,
    size.numberofemployees as employees,
    cast(coalesce(calls.completed_calls, 0) as bigint) as completed_calls,
    calls.last_call_on
from {{ ref('hub_account') }} as hub
inner join {{ ref('sat_account_crm_latest') }} as account on account.account_pk = hub.account_pk
left join {{ ref('sat_account_size_latest') }} as size on size.account_pk = hub.account_pk
left join calls on calls.account_pk = hub.account_pk
