-- Nothing is copied out of the vault but what the affiliate needs of its own country. What an account is called is personal:
-- a masking function leaves its first letter.
select
    hub.account_bk as account_id,
    account.type as account_type,
    masked_initial(account.name) as initial,
    account.rating
from {{ ref('hub_account') }} as hub
inner join {{ ref('sat_account_crm_latest') }} as account on account.account_pk = hub.account_pk
where account.billingcountry = 'Germany'
