/** EDIFACT INVOIC (D.14B as CEN/TS 16931-3-4 binds it) as a neutral invoice; segments that say nothing to it are put aside. */
import { ProblemError } from '../../../flow.ts';
import type { XmlElement } from '../../xml/element.ts';
import { readDecimal } from '../codecs.ts';
import type { Aside, Invoice, Place, ReadInvoice } from '../invoice.ts';
import { type Fields, fieldAt, setField } from '../pointer.ts';
import { head, nobody } from './header.ts';
import { segmentsOf } from './iso20625.ts';
import { line } from './line.ts';
import { readSegments, type Segment } from './segments.ts';
import { summary } from './summary.ts';

/** What a rule works with: the segment, where in the invoice we are, and how to set a field there. */
export interface Reading {
  segment: Segment;
  /** A component: element from 1, component from 0; undefined when empty. */
  at(element: number, component?: number): string | undefined;
  /** Sets a text, if there is one and nothing else stands there; says whether it was taken. */
  put(pointer: string, value: string | undefined): boolean;
  /** The same for a decimal. */
  number(pointer: string, value: string | undefined): boolean;
  get(pointer: string): string | undefined;
  /** Whether the message names a party of this role. */
  names(role: string): boolean;
  /** How many items a list has. */
  count(pointer: string): number;
  /** Pointer of the party, charge, line … the segments speak of. */
  scope: { group: string; line: string; charge: string; exemption: string | undefined };
}

/** True when the segment said something. */
export type Rule = (reading: Reading) => boolean;

/** Reads every INVOIC message of an interchange; throws 422 `einvoice.unknown_document` where there is none. */
export function readInvoic(source: string | Uint8Array): ReadInvoice[] {
  const { segments, decimal, warnings } = readSegments(source);
  return readMessages(segments, decimal, warnings);
}

/** The same written as XML (ISO 20625). */
export const readInvoicXml = (root: XmlElement): ReadInvoice[] => readMessages(segmentsOf(root), '.', []);

function readMessages(segments: Segment[], decimal: string, warnings: string[]): ReadInvoice[] {
  const messages: Segment[][] = [];
  for (const segment of segments) {
    if (segment.tag === 'UNH') messages.push([]);
    messages.at(-1)?.push(segment);
  }
  const found = messages.filter(([unh]) => unh?.data[2]?.[0] === 'INVOIC').map((message) => readMessage(message, decimal, warnings));
  if (found.length > 0) return found;
  throw new ProblemError(422, { code: 'einvoice.unknown_document', path: '1:1', message: 'The interchange holds no INVOIC message.' });
}

function readMessage(segments: Segment[], decimal: string, warnings: string[]): ReadInvoice {
  const invoice: Invoice = {};
  const fields = invoice as Fields; // an invoice is made of texts, lists and objects only
  const places = new Map<string, Place>();
  const asides: Aside[] = warnings.map((text) => ({ path: 'UNB', line: 1, text }));
  const scope: Reading['scope'] = { group: '', line: '', charge: '', exemption: undefined };
  const roles = new Set(segments.filter(({ tag }) => tag === 'NAD').map(({ data }) => data[1]?.[0]?.trim()));
  let rules = head;
  for (const segment of segments) {
    const place: Place = { path: `${segment.tag}[${segment.index}]`, line: segment.line };
    const reading: Reading = {
      segment,
      scope,
      at: (element, component = 0) => segment.data[element]?.[component]?.trim() || undefined,
      put(pointer, value) {
        if (value === undefined || pointer.startsWith(nobody) || /^\/(?:legalId|vatId|taxId|contact)\b/.test(pointer)) return false;
        const before = fieldAt(fields, pointer);
        if (before !== undefined) return before === value;
        setField(fields, pointer, value);
        places.set(pointer, place);
        return true;
      },
      number: (pointer, value) =>
        reading.put(pointer, value === undefined ? undefined : readDecimal(decimal === ',' ? value.replace(',', '.') : value, segment.line)),
      get(pointer) {
        const value = fieldAt(fields, pointer);
        return typeof value === 'string' ? value : undefined;
      },
      names: (role) => roles.has(role),
      count(pointer) {
        const list = fieldAt(fields, pointer);
        return Array.isArray(list) ? list.length : 0;
      },
    };
    if (segment.tag === 'LIN') rules = line;
    if (segment.tag === 'UNS') {
      rules = summary;
      Object.assign(scope, { group: '', line: '', charge: '' });
    }
    if (segment.tag === 'UNH' || segment.tag === 'UNS' || segment.tag === 'UNT' || segment.tag === 'UNZ' || segment.tag === 'UNP') continue;
    if (!rules[segment.tag]?.(reading)) asides.push({ ...place, text: segment.data.map((parts) => parts.join(':')).join('+') });
  }
  if (scope.exemption !== undefined) asides.push({ path: 'FTX+AGM', line: segments[0]?.line ?? 1, text: scope.exemption });
  const counted = Number(segments.find(({ tag }) => tag === 'UNT')?.data[1]?.[0]);
  const there = segments.findIndex(({ tag }) => tag === 'UNT') + 1;
  if (counted > 0 && counted !== there) asides.push({ path: 'UNT', line: segments[0]?.line ?? 1, text: `UNT counts ${counted} segments, there are ${there}.` });
  return { syntax: 'EDIFACT', invoice, places, asides };
}
