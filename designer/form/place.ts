import { createContext, useContext } from 'react';
import { pointerOf } from '../../flows/pointer.ts';
import type { Flow, Json, JsonObject, NodeTypeInfo, Problem } from '../../server/http/api.ts';
import { form as words } from '../text/en/form.ts';
import { sayDuration } from './duration-text.ts';
import type { Path } from './put.ts';

/** What fields of a form know of the place they stand in. */
export interface Place {
  node: string;
  flow: Flow;
  nodeTypes: NodeTypeInfo[];
  /** Problems by the field that shows them: `config/for`. */
  problems: ReadonlyMap<string, Problem[]>;
  /** Changes one place of the config as one named step. */
  change: (path: Path, value: Json | undefined, title: string) => void;
  /** Fixed values that gave way to an expression, by pointer: for the way back. */
  before: Map<string, Json | undefined>;
}

export const PlaceContext = createContext<Place | undefined>(undefined);

/** Only inside a form. */
export function usePlace(): Place {
  const place = useContext(PlaceContext);
  if (!place) throw new Error('a field needs a form around it');
  return place;
}

/** Pointer of a field into the drawing; settings of the flow itself stand outside any node. */
export const pointerIn = (place: Place, path: Path): string => pointerOf(place.node === '' ? path : ['nodes', place.node, 'config', ...path]);

/** The name of a change, as undo says it: "Hold for 45 minutes". */
export function nameOfChange(title: string, value: Json | undefined, schema?: JsonObject): string {
  if (value === undefined) return words.edit.clear(title);
  if (typeof value === 'string' && value.length <= 32)
    return words.edit.set(title, schema?.['x-widget'] === 'duration' || /^P\S*\d/.test(value) ? sayDuration(value) : value);
  if (typeof value === 'number') return words.edit.set(title, String(value));
  if (typeof value === 'boolean') return words.edit.set(title, value ? 'yes' : 'no');
  return words.edit.change(title);
}
