import type { Json, Money, Problem } from '../flow.ts';
import { checkDocument, missingFields } from './check-document.ts';
import type { Address } from './order.ts';

/** Who owes and who is delivered to, in the one form all systems are brought to. */
export interface Customer {
  id?: string;
  name: string;
  company?: string;
  email?: string;
  phone?: string;
  vatNumber?: string;
  registrationNumber?: string;
  peppolId?: string;
  language?: string;
  currency?: string;
  billTo?: Address;
  shipTo?: Address;
  terms?: { days?: number; method?: string };
  invoicing?: { channel?: 'einvoice' | 'email' | 'paper' | 'both'; format?: string; frequency?: 'order' | 'daily' | 'weekly' | 'monthly' };
  creditLimit?: Money;
  status?: 'draft' | 'review' | 'active' | 'blocked';
  source?: { system?: string; id?: string };
}

/** What is wrong with a customer; `needs` are the fields, as pointers, this flow cannot do without. */
export function checkCustomer(value: Json, needs: readonly string[] = []): Problem[] {
  const problems = checkDocument('customer', value);
  const told = new Set(problems.map(({ path }) => path));
  const missing = missingFields(value, needs).filter((path) => !told.has(path));
  return [
    ...problems,
    ...missing.map((path) => ({
      code: 'customer.incomplete',
      path,
      message: `The customer lacks ${path.slice(1).replaceAll('/', '.')}, which this flow needs — fill it in.`,
    })),
  ];
}
