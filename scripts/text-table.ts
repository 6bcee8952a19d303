/** Columns side by side; numbers to the right. The first row is the head. */
export function textTable(rows: readonly (readonly (string | number)[])[]): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) => Math.max(...rows.map((row) => String(row[column] ?? "").length)));
  const isNumber = Array.from({ length: columns }, (_, column) =>
    rows.slice(1).every((row) => /^[\d.,%×–-]*$/.test(String(row[column] ?? ""))),
  );
  const lines = rows.map((row) =>
    widths
      .map((width, column) => (isNumber[column] ? String(row[column] ?? "").padStart(width) : String(row[column] ?? "").padEnd(width)))
      .join("  ")
      .trimEnd(),
  );
  return [lines[0] ?? "", widths.map((width) => "-".repeat(width)).join("  "), ...lines.slice(1)].join("\n");
}
