import type { ReactNode } from "react";
import { Table, Td, Th } from "../ui/table";
import { VisibleText } from "../ui/visible-text";

export interface MetadataRow {
  label: string;
  /** Null: it was not there. */
  before: string | null;
  now: string | null;
}

/** What the author says of the plugin: what changed against the version before, or all of it when there is none. */
export function MetadataChanges({ rows, before }: { rows: readonly MetadataRow[]; before: string | null }) {
  if (rows.length === 0) return <p>The same as in {before}.</p>;
  return (
    <Table label="Metadata" stacks>
      <thead>
        <tr>
          <Th>Field</Th>
          {before ? <Th>In {before}</Th> : null}
          <Th>Now</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.label}>
            <Th scope="row" className="max-md:border-0 max-md:bg-transparent max-md:p-0">
              {row.label}
            </Th>
            {before ? (
              <Td label={`In ${before}`}>
                <Value text={row.before} />
              </Td>
            ) : null}
            <Td label={before ? "Now" : undefined}>
              <Value text={row.now} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const SHOWN_LINES = 12;

function Value({ text }: { text: string | null }): ReactNode {
  if (!text) return <span className="text-muted">none</span>;
  const lines = text.split("\n");
  return (
    <div dir="auto" className="min-w-40 text-sm [overflow-wrap:anywhere]">
      <Lines lines={lines.slice(0, SHOWN_LINES)} />
      {lines.length > SHOWN_LINES ? (
        <details>
          <summary className="cursor-pointer">{lines.length - SHOWN_LINES} more lines</summary>
          <Lines lines={lines.slice(SHOWN_LINES)} />
        </details>
      ) : null}
    </div>
  );
}

function Lines({ lines }: { lines: readonly string[] }) {
  return lines.map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines never move.
    <p key={index} className="min-h-[1lh]">
      <VisibleText text={line} />
    </p>
  ));
}
