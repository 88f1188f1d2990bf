/** The parts of a neutral invoice that occur in several places. */

/** An identifier and the scheme it comes from (ISO 6523, EAS, UNTDID 1153). */
export interface Identifier {
  value?: string;
  scheme?: string;
}

/** BG-1: subject BT-21 (UNTDID 4451), text BT-22. */
export interface Note {
  subject?: string;
  text?: string;
}

/** Address of BG-5, BG-8, BG-12, BG-15. */
export interface Address {
  /** BT-35 */
  street?: string;
  /** BT-36 */
  street2?: string;
  /** BT-162 */
  street3?: string;
  /** BT-37 */
  city?: string;
  /** BT-38 */
  postcode?: string;
  /** BT-39 */
  region?: string;
  /** BT-40, ISO 3166-1 */
  country?: string;
}

/** BG-6, BG-9 */
export interface Contact {
  /** BT-41, BT-56 */
  name?: string;
  /** BT-42, BT-57 */
  phone?: string;
  /** BT-43, BT-58 */
  email?: string;
}

/** BG-4 seller or BG-7 buyer; numbers are the seller's. */
export interface Party {
  /** BT-27, BT-44 */
  name?: string;
  /** BT-28, BT-45 */
  tradingName?: string;
  /** BT-29, BT-46; those without scheme first. */
  ids?: Identifier[];
  /** BT-30, BT-47 */
  legalId?: Identifier;
  /** BT-31, BT-48 */
  vatId?: string;
  /** BT-32 */
  taxId?: string;
  /** BT-33 */
  legalInfo?: string;
  /** BT-34, BT-49 */
  endpoint?: Identifier;
  address?: Address;
  contact?: Contact;
}

/** BG-11: name BT-62, VAT number BT-63, address BG-12. */
export interface TaxRepresentative {
  name?: string;
  vatId?: string;
  address?: Address;
}

/** BG-13: name BT-70, location BT-71, date BT-72, address BG-15. */
export interface Delivery {
  name?: string;
  location?: Identifier;
  date?: string;
  address?: Address;
}

/** BG-14, BG-26 */
export interface Period {
  start?: string;
  end?: string;
}

/** BG-16 with BG-17 and BG-18. */
export interface Payment {
  /** BT-81, UNTDID 4461: 30 credit transfer, 58 SEPA transfer, 59 SEPA direct debit, 48 card. */
  code?: string;
  /** BT-82 */
  text?: string;
  /** BT-84 account, BT-85 its name, BT-86 its bank. */
  account?: { id?: string; name?: string; bank?: string };
  /** BT-87 the last digits, BT-88 the holder. */
  card?: { number?: string; holder?: string };
}

/** The tax something falls under: category (UNTDID 5305) and rate in per cent. */
export interface Taxed {
  category?: string;
  rate?: string;
}

/** An allowance or charge, BG-20, 21, 27, 28; numbers are those of BG-20. */
export interface Charge {
  /** BT-92 */
  amount?: string;
  /** BT-93 */
  base?: string;
  /** BT-94 */
  percent?: string;
  /** BT-97 */
  reason?: string;
  /** BT-98 */
  reasonCode?: string;
}

/** BT-125 */
export interface InvoiceFile {
  mime?: string;
  name?: string;
  /** Base64 */
  content?: string;
}

/** BT-158 */
export interface Classification {
  code?: string;
  list?: string;
  version?: string;
}

/** BG-31 */
export interface Item {
  /** BT-153 */
  name?: string;
  /** BT-154 */
  description?: string;
  /** BT-155 */
  sellerId?: string;
  /** BT-156 */
  buyerId?: string;
  /** BT-157 */
  standardId?: Identifier;
  /** BT-158 */
  classes?: Classification[];
  /** BT-159 */
  origin?: string;
  /** BG-32: BT-160 and BT-161 */
  attributes?: { name?: string; value?: string }[];
}

/** BG-29 */
export interface Price {
  /** BT-146, without tax, after the discount. */
  net?: string;
  /** BT-147 */
  discount?: string;
  /** BT-148 */
  gross?: string;
  /** BT-149: how many units the price is for. */
  quantity?: string;
  /** BT-150 */
  unit?: string;
}

/** BG-25 */
export interface Line {
  /** BT-126 */
  id?: string;
  /** BT-127 */
  note?: string;
  /** BT-128 */
  object?: Identifier;
  /** BT-129 */
  quantity?: string;
  /** BT-130, UN/ECE Recommendation 20 */
  unit?: string;
  /** BT-131, without tax. */
  net?: string;
  /** The order this line belongs to, where the invoice covers several; 2026 edition. */
  order?: string;
  /** BT-132, line of the buyer's order. */
  orderLine?: string;
  /** BT-133 */
  buyerAccounting?: string;
  /** BG-26 */
  period?: Period;
  /** BG-27 */
  allowances?: Charge[];
  /** BG-28 */
  charges?: Charge[];
  price?: Price;
  /** BG-30: BT-151 and BT-152 */
  tax?: Taxed;
  item?: Item;
}
