import { Button } from '@mantine/core';
import { Upload } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { filesOf } from './files-of.ts';
import './money.css';

export interface DropFilesProps {
  words: { drop: string; choose: string; folder?: string };
  /** What the chooser offers: `.xml,.pdf`. */
  accept?: string;
  many?: boolean;
  onFiles: (files: File[]) => void;
}

/** Files by drop or by choice; a folder brings what is in it. */
export function DropFiles({ words, accept, many = false, onFiles }: DropFilesProps) {
  const [isOver, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const drop = async (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const found = await filesOf(event.dataTransfer);
    if (found.length > 0) onFiles(many ? found : found.slice(0, 1));
  };
  const take = (input: HTMLInputElement) => {
    onFiles([...(input.files ?? [])]);
    input.value = '';
  };
  return (
    <section
      className="money-drop"
      aria-label={words.drop}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => void drop(event)}
    >
      <Upload size={18} aria-hidden />
      <span>{words.drop}</span>
      <div className="push">
        <Button onClick={() => files.current?.click()}>{words.choose}</Button>
        {words.folder === undefined ? null : <Button onClick={() => folder.current?.click()}>{words.folder}</Button>}
      </div>
      <input ref={files} type="file" hidden aria-label={words.choose} accept={accept} multiple={many} onChange={(event) => take(event.currentTarget)} />
      {words.folder === undefined ? null : (
        <input
          ref={(input) => {
            folder.current = input;
            input?.setAttribute('webkitdirectory', ''); // React knows no such attribute
          }}
          type="file"
          hidden
          aria-label={words.folder}
          multiple
          onChange={(event) => take(event.currentTarget)}
        />
      )}
    </section>
  );
}
