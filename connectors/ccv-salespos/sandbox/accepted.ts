/** What each write takes: `name:type`, with `!` where it must be there. A referee test holds these against the published field list. */
export const acceptedFields: Readonly<Record<string, string>> = {
  'POST orders': `
    invoicenumber:integer is_completed:boolean paid:boolean safety_deposit_returned:boolean total_shipping:number
    paymethod_costs:number extra_costs:number extra_costs_description:text taxes_included:boolean
    order_row_taxes_included:boolean shipping_taxes_included:boolean is_intra_community_order:boolean currency:text
    is_platform_sale:boolean orderedinlng:text status:integer track_and_trace_code:text track_and_trace_carrier:text
    deliver_date:text deliver_method:text takeoutslot:integer reservationnumber:text customer:object! user_id:integer
    orderrows:object!`,
  'PATCH orders/:id': `
    invoicenumber:integer paid:boolean safety_deposit_returned:boolean total_shipping:number paymethod_costs:number
    extra_costs:number extra_costs_description:text taxes_included:boolean order_row_taxes_included:boolean
    shipping_taxes_included:boolean is_intra_community_order:boolean currency:text is_platform_sale:boolean
    orderedinlng:text status:integer note:text track_and_trace_code:text track_and_trace_carrier:text mail:boolean
    deliver_date:text deliver_method:text takeoutslot:integer reservationnumber:text customer:object orderrows:object`,
  'POST products': `
    productnumber:text active:boolean eannumber:text mpnnumber:text name:text! shortdescription:text description:text
    vatrate:number taxtariff:text price:number! discount:number! purchaseprice:number container_deposit_price:number
    safety_deposit_price:number credit_points_custom:integer unit:text stockenabled:boolean stocktype:text stock:number
    stocklocation:text ordering_without_stock:text weight:number brand:text brand_id:integer condition:text
    condition_id:integer color_id:integer maincategory:text subcategory:text package_id:integer! meta_description:text
    meta_keywords:text page_title:text no_index:boolean no_follow:boolean alias:text specs:text decimal_amount:integer
    amount_sold:number minimal_order_amount:number stock_delivery_number:integer stock_delivery_type:text
    stock_delivery_standard:text show_in_template:boolean show_on_beginpage:boolean show_on_facebook:boolean
    show_order_button:text product_layout:integer photo_size:text hide_without_category:text memo:text supplier_id:integer
    fixed_staggered_prices:boolean marktplaats_active:boolean marktplaats_status:text marktplaats_cpc:number
    marktplaats_daily_budget:number marktplaats_total_budget:number marktplaats_category_id:integer
    marktplaats_price_type:text google_shopping_category:text is_included_for_export_feed:boolean`,
  'PATCH products/:id': `
    productnumber:text active:boolean eannumber:text mpnnumber:text name:text shortdescription:text description:text
    vatrate:number taxtariff:text price:number discount:number purchaseprice:number container_deposit_price:number
    safety_deposit_price:number credit_points_custom:integer unit:text stockenabled:boolean stocktype:text stock:number
    stocklocation:text ordering_without_stock:text weight:number brand:text brand_id:integer condition_id:integer
    color_id:integer condition:text maincategory:text subcategory:text package_id:integer meta_description:text
    meta_keywords:text page_title:text no_index:boolean no_follow:boolean alias:text specs:text decimal_amount:integer
    amount_sold:number minimal_order_amount:number stock_delivery_number:integer stock_delivery_type:text
    stock_delivery_standard:text show_in_template:boolean show_on_beginpage:boolean show_on_facebook:boolean
    show_order_button:text product_layout:integer photo_size:text hide_without_category:text memo:text supplier_id:integer
    fixed_staggered_prices:boolean marktplaats_active:boolean marktplaats_status:text marktplaats_cpc:number
    marktplaats_daily_budget:number marktplaats_total_budget:number marktplaats_category_id:integer
    marktplaats_price_type:text google_shopping_category:text is_included_for_export_feed:boolean`,
  'POST users': `
    username:text! password:text! encryption:text group_id:integer gender:text status:boolean
    product_in_category_discount:text userinfo:object`,
  'PATCH users/:id': `
    username:text password:text encryption:text group_id:integer status:boolean approval_status:text
    product_in_category_discount:text userinfo:object`,
  'POST categories': `
    name:text! description:text description_bottom:text description_photo_position:text description_photo_size:text
    description_photo_source:text description_photo_file_type:text searchwords:text layout_of_products_id:integer
    color:integer color_alternative:integer layout_of_categories_id:integer photo_source:text photo_file_type:text
    show_big_photo:boolean productphoto_in_canvas:boolean show_orderbutton:boolean orderby:text items_per_page:integer
    position:integer show_on_website:boolean parentcategory_id:integer meta_description:text meta_keywords:text
    page_title:text no_index:boolean no_follow:boolean alias:text`,
  'PATCH categories/:id': `
    name:text description:text description_bottom:text searchwords:text description_photo_position:text
    description_photo_size:text description_photo_source:text description_photo_file_type:text
    layout_of_products_id:integer color:integer color_alternative:integer layout_of_categories_id:integer
    photo_source:text photo_file_type:text show_big_photo:boolean productphoto_in_canvas:boolean show_orderbutton:boolean
    orderby:text items_per_page:integer position:integer show_on_website:boolean parentcategory_id:integer
    meta_description:text meta_keywords:text page_title:text no_index:boolean no_follow:boolean alias:text`,
  'POST producttocategories': `
    position:integer product_id:integer! category_id:integer!`,
  'POST products/:id/productphotos': `
    file_type:text! alttext:text source:text! is_mainphoto:boolean`,
  'PUT products/:id/productphotos': `
    productphotos:object!`,
  'POST attributes': `
    name:text! type:text!`,
  'POST attributes/:id/attributevalues': `
    name:text! default_price:number!`,
  'POST products/:id/productattributevalues': `
    optionvalue:integer! price:number! position:integer stock:number enable:boolean`,
  'PATCH productattributevalues/:id': `
    optionposition:integer position:integer price:number enable:boolean`,
  'PATCH attributecombinations/:id': `
    note:text stock:number product_number:text ean_number:text sku_number:text delivery_time:integer
    delivery_time_type:text delivery_default_text:text active:boolean`,
  'PATCH invoices/:id': `
    status:text payment_link_sent:text external_reference:text`,
}

export const orderRowFields = `
    product_type:text auto_create_deposit_rows:boolean product_id:integer product_name:text product_number:text
    count:number! price:number product_purchase_price:number discount:number tax:number unit:text weight:number memo:text
    package_id:integer attribute_combination_id:number`

export interface AcceptedField {
  readonly name: string
  readonly type: string
  readonly isRequired: boolean
}

export function fieldsIn(accepted: string): readonly AcceptedField[] {
  return accepted
    .trim()
    .split(/\s+/)
    .map((one) => {
      const [name = '', type = ''] = one.split(':')
      return { name, type: type.replace('!', ''), isRequired: type.endsWith('!') }
    })
}
