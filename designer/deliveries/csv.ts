import type { DeliveryInfo } from '../../server/http/api.ts';
import { type Column, csvFile } from '../show/csv-file.ts';

const columns: Column<DeliveryInfo>[] = [
  ['message', ({ id }) => id],
  ['came in', ({ at }) => at],
  ['endpoint', ({ endpoint }) => endpoint],
  ['status', ({ status }) => String(status)],
  ['code', ({ code }) => code],
  ['why', ({ detail }) => detail],
  ['event', ({ event }) => event],
  ['key', ({ key }) => key],
  ['duplicate', ({ duplicate }) => String(duplicate)],
  ['bytes', ({ bytes }) => String(bytes)],
  ['runs', ({ runs }) => runs.map(({ runId }) => runId).join(' ')],
];

/** Messages as a CSV file: one line each. */
export const csvOf = (deliveries: DeliveryInfo[]): string => csvFile(columns, deliveries);
