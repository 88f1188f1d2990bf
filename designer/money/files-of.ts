const mostFiles = 200;

/** Every file that was dropped, those inside folders too, at most 200. */
export async function filesOf(dropped: DataTransfer): Promise<File[]> {
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry !== null && entry !== undefined);
  if (entries.length === 0) return [...dropped.files].slice(0, mostFiles);
  const found: File[] = [];
  for (const entry of entries) await collect(entry, found);
  return found;
}

async function collect(entry: FileSystemEntry, into: File[]): Promise<void> {
  if (into.length >= mostFiles) return;
  if (entry.isFile) into.push(await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))); // isFile says so
  if (!entry.isDirectory) return;
  const reader = (entry as FileSystemDirectoryEntry).createReader(); // isDirectory says so
  let batch: FileSystemEntry[];
  do {
    batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    for (const inner of batch) await collect(inner, into);
  } while (batch.length > 0 && into.length < mostFiles);
}
