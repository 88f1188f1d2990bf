interface TableHeadProps {
  /** Heading by column, in order. */
  columns: Readonly<Record<string, string>>;
  /** Goes before a column's name to make its class: `held-`. */
  prefix?: string;
}

/** The headings of a plain table. */
export function TableHead({ columns, prefix }: TableHeadProps) {
  return (
    <thead>
      <tr>
        {Object.entries(columns).map(([name, heading]) => (
          <th key={name} scope="col" {...(prefix === undefined ? {} : { className: `${prefix}${name}` })}>
            {heading}
          </th>
        ))}
      </tr>
    </thead>
  );
}
