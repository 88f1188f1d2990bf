import { lazy, Suspense, useState } from 'react';
import type { Json, JsonObject } from '../../../server/http/api.ts';
import { form as words } from '../../text/en/form.ts';
import { usePlace } from '../place.ts';
import type { Path } from '../put.ts';

const MapDialog = lazy(() => import('./MapDialog.tsx'));

/** Opens the two panes for a value that is an object with fields. */
export function MapButton({
  schema,
  title,
  value,
  path,
  onChange,
}: {
  schema: JsonObject;
  title: string;
  value: Json | undefined;
  path: Path;
  onChange: (value: Json) => void;
}) {
  const place = usePlace();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="form-fix form-map" aria-label={words.field.mapOf(title)} onClick={() => setOpen(true)}>
        {words.field.map}
      </button>
      {isOpen ? (
        <Suspense fallback={null}>
          <MapDialog place={place} schema={schema} value={value} path={path} onChange={onChange} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

/** Whether a field may be mapped: any value, or an object; never a form of its own kind, such as a JSON Schema. */
export const isMappable = (schema: JsonObject): boolean =>
  schema['x-widget'] === 'json' &&
  schema['x-expr'] !== false &&
  schema['x-lines'] === undefined &&
  ['object', undefined].includes(schema['type'] as string | undefined);
