/** A connector told in JSON: for any system that speaks JSON over HTTP and has one way to sign in. */
import type { Json, JsonObject } from '../../flows/flow.ts';

export interface Manifest {
  id: string;
  title: string;
  summary: string;
  logo?: string;
  baseUrl?: {
    /** The one address, where all connections share it; else each connection says its own. */
    fixed?: string;
    /** Shown in the form where a connection says its own. */
    example?: string;
    /** Host suffixes a connection may name; any host when absent. */
    hosts?: string[];
    /** Plain http is fine too. */
    http?: boolean;
  };
  auth: RestAuth;
  /** Further fields of a connection that are no secrets; a template reads them as `{settings.name}`. */
  settings?: { [name: string]: JsonObject };
  /** Header for our effect key, and how long the receiver remembers it: only then may an action be of class A. */
  keyHeader?: string;
  keyLifetimeHours?: number;
  rateLimit?: { perSecond: number; concurrent?: number };
  /** A read that shows whether a connection works; the base address itself when absent. */
  test?: { path: string };
  actions: RestAction[];
}

export type RestAuth =
  | { kind: 'none' }
  | { kind: 'bearer' }
  | { kind: 'basic' }
  /** The key in a header or in the query, under this name. */
  | { kind: 'header'; name: string; prefix?: string }
  | { kind: 'query'; name: string }
  /** The address is the secret, such as that of an incoming webhook. */
  | { kind: 'url' };

export interface RestAction {
  name: string;
  title: string;
  summary: string;
  icon?: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base address: `/orders/{number}/notes`. Each part is sent as one encoded segment. */
  path?: string;
  query?: { [name: string]: Json };
  headers?: { [name: string]: string };
  /** `"{field}"` alone becomes the value itself; inside a text it becomes text; what has no value is left out. */
  body?: Json;
  input: { properties: JsonObject; required?: string[] };
  /** What goes on from the answer: one path, or names and their paths; the whole answer when absent. */
  output?: string | { [name: string]: string };
  /** Statuses that are fine; any 2xx when absent. */
  expect?: number[];
  /** Fields of a fine answer and the values they must have, for systems that refuse with a 200. */
  okWhen?: { [path: string]: Json };
  /** Reads are of class A without saying so. */
  class?: 'A' | 'C';
  paging?: RestPaging;
}

export interface RestPaging {
  /** `link`: the header Link names the next page. `cursor`: the answer does. `page`: pages are counted from 1. */
  kind: 'link' | 'cursor' | 'page';
  /** Path of the list in the answer; the answer itself when absent. */
  items?: string;
  /** `cursor`: path of the next cursor, or of the next address, in the answer. */
  next?: string;
  /** Parameter of the query that takes cursor or page. */
  param?: string;
  /** At most so many items are collected. */
  limit: number;
}
