// The index of rjsf also brings a registry for its own tests, which needs a validator that compiles code.
import Form from '@rjsf/core/lib/components/Form.js';
import type { FieldProps, RegistryFieldsType, TemplatesType } from '@rjsf/utils';
import { useMemo } from 'react';
import type { Json, JsonObject } from '../../server/http/api.ts';
import { inputs } from './fields/AnyInput.tsx';
import { ExpressionValue } from './fields/ExpressionValue.tsx';
import { FieldTemplate, hintId } from './fields/FieldTemplate.tsx';
import { ObjectTemplate } from './fields/ObjectTemplate.tsx';
import { RowsField } from './fields/RowsField.tsx';
import { pathOf, ValueField } from './fields/ValueField.tsx';
import { VariantField } from './fields/VariantField.tsx';
import type { PlacedProps } from './inputs/input.ts';
import { nameOfChange, type Place, PlaceContext, usePlace } from './place.ts';
import { formSchemaOf, titleOf } from './schema-kind.ts';
import { validator } from './validator.ts';

/** An input of ours as a field of rjsf. */
const asField = (Input: (props: PlacedProps) => React.ReactNode) =>
  function Field(props: FieldProps) {
    const place = usePlace();
    const schema = props.schema as JsonObject; // a JSON Schema is JSON
    const path = pathOf(props);
    const title = titleOf(schema, path.at(-1) ?? '');
    return (
      <Input
        id={props.fieldPathId.$id}
        label={title}
        schema={schema}
        value={props.formData as Json | undefined}
        required={props.required === true}
        describedBy={schema['description'] === undefined ? undefined : hintId(props.fieldPathId.$id)}
        isWrong={place.problems.has(['config', ...path].join('/'))}
        path={path}
        onChange={(value) => place.change(path, value, nameOfChange(title, value, schema))}
      />
    );
  };

const fields: RegistryFieldsType = {
  ...Object.fromEntries(Object.entries(inputs).map(([kind, Input]) => [kind, asField((props) => <Input {...props} />)])),
  expression: asField((props) => <ExpressionValue {...props} />),
  rows: RowsField,
  variants: VariantField,
  SchemaField: ValueField,
};
const templates: Partial<TemplatesType> = { FieldTemplate, ObjectFieldTemplate: ObjectTemplate };
/** Nothing is written into a drawing because somebody looked at it. */
const noDefaults = { emptyObjectFields: 'skipDefaults', allOf: 'skipDefaults', constAsDefaults: 'never', arrayMinItems: { populate: 'never' } } as const;

export interface ConfigFormProps {
  config: JsonObject;
  schema: JsonObject;
  place: Place;
}

/** The form of a node's config, made from its type's schema. */
export default function ConfigForm({ config, schema, place }: ConfigFormProps) {
  const drawn = useMemo(() => formSchemaOf(schema), [schema]);
  return (
    <PlaceContext value={place}>
      <Form
        className="form"
        tagName="div"
        schema={drawn}
        formData={config}
        validator={validator}
        fields={fields}
        templates={templates}
        idPrefix={`form-${place.node}`}
        idSeparator="/"
        experimental_defaultFormStateBehavior={noDefaults}
        liveValidate="onChange"
        showErrorList={false}
        noHtml5Validate
      >
        <span hidden />
      </Form>
    </PlaceContext>
  );
}
