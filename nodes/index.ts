/** Every node type of the core. A new one is one file plus one line here. */
import buildInvoice from './build-invoice.ts';
import cancellationWindow from './cancellation-window/cancellation-window.ts';
import checkStock from './check-stock.ts';
import closeCollection from './close-collection.ts';
import collectInvoice from './collect-invoice.ts';
import creditGate from './credit-gate/credit-gate.ts';
import creditNote from './credit-note/credit-note.ts';
import emitSignal from './emit-signal.ts';
import forEach from './for-each.ts';
import httpRequest from './http-request.ts';
import issueInvoice from './issue-invoice.ts';
import join from './join.ts';
import log from './log.ts';
import lookup from './lookup.ts';
import manual from './manual.ts';
import matchPayment from './match-payment/match-payment.ts';
import mirrorItems from './mirror-items.ts';
import type { NodeType } from './node-type.ts';
import recordInvoiceAnswer from './record-invoice-answer.ts';
import repeat from './repeat.ts';
import respond from './respond.ts';
import schedule from './schedule/schedule.ts';
import sendInvoice from './send-invoice/send-invoice.ts';
import subflow from './subflow.ts';
import switchNode from './switch.ts';
import takeStatement from './take-statement/take-statement.ts';
import task from './task/task.ts';
import transform from './transform.ts';
import wait from './wait.ts';
import waitFor from './wait-for.ts';
import webhook from './webhook.ts';

export const coreNodes: NodeType[] = [
  webhook,
  manual,
  schedule,
  cancellationWindow,
  wait,
  waitFor,
  switchNode,
  transform,
  lookup,
  join,
  forEach,
  repeat,
  subflow,
  httpRequest,
  task,
  respond,
  emitSignal,
  log,
  checkStock,
  creditGate,
  buildInvoice,
  issueInvoice,
  sendInvoice,
  recordInvoiceAnswer,
  creditNote,
  collectInvoice,
  closeCollection,
  takeStatement,
  matchPayment,
  mirrorItems,
];
