import { pointerOf } from '../../../flows/pointer.ts';
import type { Json, JsonObject } from '../../../server/http/api.ts';
import MappingEditor from '../../mapping/MappingEditor.tsx';
import { orderSchema } from '../../mapping/schema.ts';
import type { Place } from '../place.ts';
import type { Path } from '../put.ts';

interface MapDialogProps {
  place: Place;
  schema: JsonObject;
  value: Json | undefined;
  path: Path;
  onChange: (value: Json) => void;
  onClose: () => void;
}

/** The mapping of one field; what becomes the order is mapped to the canonical order. */
export default function MapDialog({ place, schema, value, path, onChange, onClose }: MapDialogProps) {
  const becomesOrder = place.flow.nodes[place.node]?.config?.['as'] === 'order' && path.length === 1 && path[0] === 'output';
  return (
    <MappingEditor
      flow={place.flow}
      nodeTypes={place.nodeTypes}
      node={place.node}
      path={pointerOf(path)}
      value={value ?? {}}
      target={becomesOrder ? orderSchema : schema}
      onChange={onChange}
      onClose={onClose}
    />
  );
}
