/** E-invoices. */

/** POST /api/einvoices/validate: the invoice as the body. */
export interface EinvoiceValidation {
  file: string;
  syntax: 'UBL' | 'CII';
  /** `peppol-bis-3`, `xrechnung`, `factur-x-basic-wl`, `en16931` … */
  profile: string;
  findings: EinvoiceFinding[];
}

export interface EinvoiceFinding {
  /** `BR-CO-15`, `PEPPOL-EN16931-R120`. */
  rule: string;
  severity: 'fatal' | 'warning';
  path: string;
  message: string;
}
