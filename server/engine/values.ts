/** Values of one run: small ones stand in the log, larger ones are payloads referenced by hash. */
import type { Json } from '../../flows/flow.ts';
import { atHand, putAtHand } from './at-hand.ts';
import type { Ref } from './events.ts';
import { payloadHash } from './ids.ts';
import { StoreAway } from './ports.ts';

const inline = 512;

export interface Values {
  /** The event form of a value; remembers a large one for the next commit, once. */
  keep(value: Json): Ref;
  /** The value behind a ref; a promise only when the store must be asked. */
  get(ref: Ref | undefined): Json | Promise<Json>;
  /** Payloads kept since the last call, to go out with a commit. */
  fresh(): { hash: string; json: string }[];
}

/** `load` fetches a payload's JSON text from the store; where it fails, `get` rejects with StoreAway. */
export function valuesOf(load: (hash: string) => Promise<string | undefined>): Values {
  const known = new Map<string, Json>();
  const refs = new WeakMap<object, Ref>();
  let pending: { hash: string; json: string }[] = [];

  return {
    keep(value) {
      if (typeof value === 'object' && value !== null) {
        const seen = refs.get(value);
        if (seen) return seen;
      }
      const json = JSON.stringify(value);
      if (json.length <= inline) return { v: value };
      const hash = payloadHash(json);
      if (!known.has(hash)) {
        known.set(hash, value);
        pending.push({ hash, json });
      }
      const ref = { ref: hash };
      if (typeof value === 'object' && value !== null) refs.set(value, ref);
      return ref;
    },
    get(ref) {
      if (ref === undefined) return null;
      if ('v' in ref) return ref.v;
      const value = known.get(ref.ref) ?? atHand(ref.ref);
      if (value !== undefined) {
        if (typeof value === 'object' && value !== null) refs.set(value, ref);
        return value;
      }
      const unread = (cause: unknown): never => {
        throw new StoreAway(`payload ${ref.ref} could not be read`, cause);
      };
      return load(ref.ref)
        .catch(unread)
        .then((json) => {
          if (json === undefined) throw new Error(`payload ${ref.ref} is missing from the store`);
          const read = JSON.parse(json) as Json;
          known.set(ref.ref, read);
          if (typeof read === 'object' && read !== null) refs.set(read, ref);
          return read;
        });
    },
    fresh() {
      const list = pending;
      pending = [];
      return list;
    },
  };
}

/** Payloads of values kept before a run exists (its trigger document). */
export function refOf(value: Json, json = JSON.stringify(value)): { ref: Ref; payload: { hash: string; json: string } | undefined } {
  if (json.length <= inline) return { ref: { v: value }, payload: undefined };
  const hash = payloadHash(json);
  putAtHand(hash, value);
  return { ref: { ref: hash }, payload: { hash, json } };
}
