-- How many accounts and calls a product has, and how often it is listed.
with newest as (
    select max(as_of) as as_of from {{ ref('bridge_account_products') }}
),

reach as (
    select
        bridge.product_pk,
        count(distinct bridge.account_pk) as accounts_visited,
        count(distinct bridge.call_pk) as completed_calls
    from {{ ref('bridge_account_products') }} as bridge
    inner join newest on newest.as_of = bridge.as_of
    inner join {{ ref('sat_call_crm_latest') }} as call on call.call_pk = bridge.call_pk
    where call.result = 'Completed'
    group by bridge.product_pk
),

listings as (
    select link.product_pk, count(*) as formulary_listings
    from {{ ref('link_formulary') }} as link
    inner join {{ ref('sat_formulary_terms_latest') }} as terms on terms.link_formulary_pk = link.link_formulary_pk
    where terms.status = 'Listed'
    group by link.product_pk
)

select
    hub.product_bk as product_id,
    product.family as product_family,
    cast(coalesce(reach.accounts_visited, 0) as bigint) as accounts_visited,
    cast(coalesce(reach.completed_calls, 0) as bigint) as completed_calls,
    cast(coalesce(listings.formulary_listings, 0) as bigint) as formulary_listings
from {{ ref('hub_product') }} as hub
inner join {{ ref('sat_product_crm_latest') }} as product on product.product_pk = hub.product_pk
left join reach on reach.product_pk = hub.product_pk
left join listings on listings.product_pk = hub.product_pk
