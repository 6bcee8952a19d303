"use client";

import { FileArchive } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { cx } from "../ui/cx";

/** A field for one ZIP file that can also be dropped. The field itself is a plain file input: it works alone. */
export function FilePicker({
  file,
  onChoose,
  isDisabled,
  isSentAtOnce,
}: {
  file: File | null;
  onChoose(file: File | null): void;
  isDisabled: boolean;
  isSentAtOnce: boolean;
}) {
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    const dropped = event.dataTransfer.files[0];
    if (!dropped || isDisabled) return;
    // The field shows the dropped file as if it had been chosen there.
    if (input.current) input.current.files = event.dataTransfer.files;
    onChoose(dropped);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra for the mouse; the input inside does the same for all.
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
      className={cx(
        "grid justify-items-center gap-3 rounded-card border-2 border-dashed px-4 py-8 text-center",
        isOver ? "border-brand bg-brand-soft" : "border-line-strong bg-surface",
      )}
    >
      <FileArchive aria-hidden className="size-9 text-brand-text" />
      <label htmlFor="package" className="font-semibold">
        The plugin's ZIP file
      </label>
      <input
        ref={input}
        id="package"
        name="package"
        type="file"
        accept=".zip,application/zip"
        required={file === null}
        disabled={isDisabled}
        onChange={(event) => onChoose(event.currentTarget.files?.[0] ?? null)}
        aria-describedby="package-hint"
        className="max-w-full cursor-pointer text-sm [field-sizing:content] file:mr-3 file:cursor-pointer file:rounded-control file:border file:border-solid file:border-line-strong file:bg-surface file:px-3 file:py-1.5 file:font-semibold file:text-ink"
      />
      <p id="package-hint" className="text-sm text-muted">
        Drop it here or choose it. At most 25 MB.{isSentAtOnce ? " It is sent at once." : ""}
      </p>
      {file ? <p className="text-sm">Size: {sizeWords(file.size)}</p> : null}
    </div>
  );
}

const sizeWords = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
