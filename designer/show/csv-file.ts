/** One column of a CSV file: its heading, and what stands there for a row. */
export type Column<Row> = [heading: string, read: (row: Row) => string | undefined];

/** A cell that no spreadsheet takes for a formula. A negative amount stays a number. */
const cell = (value = ''): string => {
  const safe = /^[=+@\t\r]|^-(?![\d.]+$)/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A line of headings, then one line for each row. */
export const csvFile = <Row>(columns: Column<Row>[], rows: Row[]): string =>
  [columns.map(([heading]) => heading), ...rows.map((row) => columns.map(([, read]) => cell(read(row))))].map((line) => line.join(',')).join('\r\n');

/** Hands a text to the browser as a file. */
export function save(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`\ufeff${text}`], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
