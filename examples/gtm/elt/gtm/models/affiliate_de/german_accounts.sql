-- Nothing is copied out of the vault but what the affiliate needs of its own country.
select
    hub.account_bk as account_id,
    account.type as account_type,
    account.billingcity as city,
    account.rating
from {{ ref('hub_account') }} as hub
inner join {{ ref('sat_account_crm_latest') }} as account on account.account_pk = hub.account_pk
where account.billingcountry = 'Germany'
