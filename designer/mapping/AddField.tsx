import { Button, TextInput } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { mapping as words } from '../text/en/mapping.ts';
import { setSource } from './source.ts';
import type { Mapping } from './use-mapping.ts';

/** A field the schema does not name: orders carry along what is not named. */
export function AddField({ mapping }: { mapping: Mapping }) {
  const [name, setName] = useState<string>();
  if (name === undefined)
    return (
      <Button className="mapping-add" variant="subtle" size="xs" leftSection={<Plus size={14} aria-hidden />} onClick={() => setName('')}>
        {words.addField}
      </Button>
    );
  const path = name.trim().split('.');
  const isFree = name.trim() !== '' && path.every((part) => part !== '') && !mapping.rows.some(({ key }) => key === path.join('.'));
  const add = (): void => {
    mapping.replace(setSource(mapping.value, path, { kind: 'fixed', value: '' }) ?? {});
    mapping.select(path.join('.'));
    setName(undefined);
  };
  return (
    <form
      className="mapping-add"
      onSubmit={(event) => {
        event.preventDefault();
        if (isFree) add();
      }}
    >
      <TextInput
        size="xs"
        aria-label={words.newField}
        placeholder={words.newField}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button size="xs" type="submit" disabled={!isFree}>
        {words.addField}
      </Button>
    </form>
  );
}
