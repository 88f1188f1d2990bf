/** The simulated warehouse: stock, reservations, shipments, and the attempt to stop a parcel on its way to the door. */
import type { Json, JsonObject } from '../../../flows/flow.ts';
import { listOf, objectOf, textOf } from '../../../nodes/json-fields.ts';
import { invalid, notFound, type SandboxStore, type System, type SystemReply, type SystemRequest } from '../server/store.ts';

/** How long picking takes; until then a shipment can still be stopped. */
const pickMs = 60_000;
const firstStock = 100_000;

interface Line {
  sku: string;
  quantity: number;
}

export const wms: System = {
  id: 'sandbox_wms',
  title: 'Warehouse',
  effectClass: 'A',
  segment: 'wms',
  handle(request, store) {
    const [kind, order, act] = request.path;
    if (kind === 'stock') return request.method === 'PUT' ? setStock(objectOf(request.body), store) : stock(request.query.get('skus') ?? '', store);
    if (kind === 'reservations' && request.method === 'POST') return act === 'release' ? release(String(order), store) : reserve(request, store);
    if (kind === 'shipments' && request.method === 'POST') return ship(request, store);
    if (kind === 'intercepts' && request.method === 'POST') return intercept(request, store);
    return notFound(`/${request.path.join('/')}`);
  },
  facts: (store) => ({
    reserved: store.count('wms.reservation'),
    shipped: store.count('wms.shipment'),
    stopped: store.count('wms.stopped'),
    duplicates: store.doubled('wms.reserved') + store.doubled('wms.shipment'),
  }),
};

const linesOf = (value: Json | undefined): Line[] =>
  listOf(value)
    .map(objectOf)
    .flatMap((line) => (textOf(line['sku']) === undefined ? [] : [{ sku: String(line['sku']), quantity: Number(line['quantity'] ?? 1) }]));

const onHand = (sku: string, store: SandboxStore): number => Number(store.get('wms.stock', sku)?.['onHand'] ?? firstStock);
const reserved = (sku: string, store: SandboxStore): number => Number(store.get('wms.stock', sku)?.['reserved'] ?? 0);
const available = (sku: string, store: SandboxStore): number => onHand(sku, store) - reserved(sku, store);

function move(sku: string, by: { onHand?: number; reserved?: number }, store: SandboxStore): void {
  store.put('wms.stock', sku, { sku, onHand: onHand(sku, store) + (by.onHand ?? 0), reserved: reserved(sku, store) + (by.reserved ?? 0) });
}

function stock(skus: string, store: SandboxStore): SystemReply {
  return {
    status: 200,
    body: {
      stock: Object.fromEntries(
        skus
          .split(',')
          .filter(Boolean)
          .map((sku) => [sku, available(sku, store)]),
      ),
    },
  };
}

function setStock(levels: JsonObject, store: SandboxStore): SystemReply {
  for (const [sku, level] of Object.entries(levels)) store.put('wms.stock', sku, { sku, onHand: Number(level), reserved: reserved(sku, store) });
  return { status: 200, body: { set: Object.keys(levels).length }, applied: true };
}

/** All lines or none: half an order reserved helps nobody. */
function reserve({ body, now }: SystemRequest, store: SandboxStore): SystemReply {
  const order = textOf(objectOf(body)['order']);
  const lines = linesOf(objectOf(body)['lines']);
  if (order === undefined) return invalid('a reservation names its order');
  const wanted = new Map<string, number>();
  for (const line of lines) wanted.set(line.sku, (wanted.get(line.sku) ?? 0) + line.quantity);
  const missing = [...wanted]
    .filter(([sku, needed]) => available(sku, store) < needed)
    .map(([sku, needed]) => ({ sku, needed, available: available(sku, store) }));
  if (missing.length > 0) return { status: 200, body: { order, reserved: false, missing } };
  for (const [sku, quantity] of wanted) move(sku, { reserved: quantity }, store);
  const id = `R-${store.next('wms.reservation')}`;
  store.put('wms.reservation', id, { id, order, lines: lines.map((line) => ({ ...line })), at: now }, order);
  store.put('wms.reserved', id, {}, order);
  return { status: 201, body: { id, order, reserved: true }, applied: true };
}

/** Gives back what an order has reserved; answers with the lines. */
function free(order: string, store: SandboxStore): Line[] {
  return store.find('wms.reservation', order).flatMap((reservation) => {
    const lines = linesOf(reservation['lines']);
    for (const line of lines) move(line.sku, { reserved: -line.quantity }, store);
    store.remove('wms.reservation', String(reservation['id']));
    return lines;
  });
}

function release(order: string, store: SandboxStore): SystemReply {
  const lines = free(order, store);
  return { status: 200, body: { order, released: lines.length }, applied: lines.length > 0 };
}

function ship({ body, now }: SystemRequest, store: SandboxStore): SystemReply {
  const order = textOf(objectOf(body)['order']);
  if (order === undefined) return invalid('a shipment names its order');
  if (store.get('wms.stopped', order)) return { status: 409, body: { error: `order ${order} was stopped before picking` } };
  const lines = free(order, store);
  const goods = lines.length > 0 ? lines : linesOf(objectOf(body)['lines']);
  for (const line of goods) move(line.sku, { onHand: -line.quantity }, store);
  const id = `SH-${30_000 + store.next('wms.shipment')}`;
  const pieces = goods.reduce((sum, line) => sum + line.quantity, 0);
  store.put('wms.shipment', id, { id, order, lines: goods.map((line) => ({ ...line })), pieces, at: now }, order);
  return { status: 201, body: { id, order, pieces, lines: goods.map((line) => ({ ...line })) }, applied: true };
}

/** Asked to stop an order: before picking all of it, during picking what is left, after it nothing. */
function intercept({ body, now }: SystemRequest, store: SandboxStore): SystemReply {
  const order = textOf(objectOf(body)['order']);
  if (order === undefined) return invalid('an intercept names the order to stop');
  const shipment = store.find('wms.shipment', order)[0];
  if (!shipment) {
    free(order, store);
    store.put('wms.stopped', order, { order, at: now });
    return { status: 200, body: { order, result: 'stopped' }, applied: true };
  }
  const lines = linesOf(shipment['lines']);
  if (now - Number(shipment['at']) >= pickMs || lines.length === 0) return { status: 200, body: { order, result: 'too_late' } };
  const picked = lines.length > 1 ? lines[0] : undefined;
  const rest = lines.slice(picked ? 1 : 0);
  for (const line of rest) move(line.sku, { onHand: line.quantity }, store);
  store.put('wms.shipment', String(shipment['id']), { ...shipment, lines: picked ? [{ ...picked }] : [] });
  return { status: 200, body: { order, result: picked ? 'partly' : 'stopped', kept: rest.map((line) => ({ ...line })) }, applied: true };
}
