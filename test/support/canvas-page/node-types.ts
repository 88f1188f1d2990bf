/** Node types of the canvas page: enough to draw every kind of card without a hub. */
import type { NodeTypeInfo } from '../../../server/http/api.ts';

const type = (
  name: string,
  title: string,
  group: NodeTypeInfo['group'],
  icon: string,
  ports: string[] = ['done'],
  more: Partial<NodeTypeInfo> = {},
): NodeTypeInfo => ({
  type: `${name}@1`,
  title,
  summary: `${title}.`,
  group,
  icon,
  ports,
  config: {},
  ...more,
});

export const nodeTypes: NodeTypeInfo[] = [
  type('shopify.order_created', 'Shopify, new order', 'triggers', 'shopping-bag', ['done'], { trigger: 'webhook' }),
  type('cancellation_window', 'Cancellation window', 'flow', 'undo-2', ['released', 'canceled']),
  type('credit_gate', 'Limit, overdue, risk', 'money', 'gauge', ['approved', 'review', 'declined']),
  type('task', 'Task', 'people', 'user-check', ['approve', 'decline']),
  type('wait_for', 'Wait for signals', 'flow', 'calendar-check', ['ready', 'timeout']),
  type('wait', 'Wait', 'flow', 'hourglass'),
  type('wms.reserve', 'Reserve', 'connectors', 'boxes'),
  type('wms.ship', 'Pallet and lift', 'connectors', 'truck'),
  type('erp.void', 'Void, tell customer', 'connectors', 'circle-x'),
  type('send_invoice', 'Peppol BIS 3, 30 days net', 'money', 'file-text', ['done'], { effect: { class: 'C', money: true } }),
  type('wait_payment', 'Due date, remind +3, +14', 'flow', 'hourglass', ['paid', 'overdue']),
  type('match_payment', 'Reference, then amount', 'money', 'scale'),
];
