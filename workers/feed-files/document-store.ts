import { randomBytes } from "node:crypto";
import { copyFile, link, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";

/**
 * The document as it is, and compressed for `gzip_static` of nginx. Brotli would be a fifteenth smaller and cost three times
 * the processor of everything else.
 */
export const FORMS = ["xml", "xml.gz"] as const;
export type Form = (typeof FORMS)[number];

/** What may be removed: nothing that somebody else put into the folder. */
const NAME = /^((?:all|none|qgis-\d+(?:\.\d+)?)(?:-stable)?|[0-9a-f]{32})\.xml(?:\.gz)?(\.br|(?:\.br)?\.[0-9a-f]{16}\.tmp)?$/;

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/**
 * Documents in a folder, each once under its own name (`documents/<name>.xml`) and under any number of names for web servers
 * (hard links, so nothing can dangle). Every file appears and is replaced in whole.
 */
export class DocumentStore {
  readonly #folder: string;
  readonly #documents: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#documents = path.join(folder, "documents");
  }

  /** Writes the forms of a document that are not there. The last form is written last: where it is, the others are. */
  async keep(name: string, bytesOf: (form: Form) => Promise<Uint8Array>): Promise<void> {
    await mkdir(this.#documents, { recursive: true });
    for (const form of FORMS) {
      const file = path.join(this.#documents, `${name}.${form}`);
      if (!(await exists(file))) await this.#replace(file, (temporary) => writeSynced(temporary, bytesOf(form)));
    }
  }

  async isKept(name: string): Promise<boolean> {
    return exists(path.join(this.#documents, `${name}.${FORMS.at(-1)}`));
  }

  /** Puts a kept document under a web server's name. */
  async publish(document: string, name: string): Promise<void> {
    for (const form of FORMS) {
      const source = path.join(this.#documents, `${document}.${form}`);
      // A folder that knows no hard links gets copies.
      await this.#replace(path.join(this.#folder, `${name}.${form}`), (temporary) =>
        link(source, temporary).catch(() => copyFile(source, temporary)),
      );
    }
  }

  async isPublished(name: string): Promise<boolean> {
    return (await Promise.all(FORMS.map((form) => exists(path.join(this.#folder, `${name}.${form}`))))).every(Boolean);
  }

  /** Removes every name, document and left-over that is not among these. */
  async keepOnly(names: ReadonlySet<string>, documents: ReadonlySet<string>): Promise<void> {
    for (const [folder, wanted] of [[this.#folder, names] as const, [this.#documents, documents] as const]) {
      for (const entry of await readdir(folder, { withFileTypes: true })) {
        const [, name, leftOver] = NAME.exec(entry.name) ?? [];
        if (name && entry.isFile() && (leftOver || !wanted.has(name))) await rm(path.join(folder, entry.name), { force: true });
      }
    }
  }

  async #replace(file: string, write: (temporary: string) => Promise<void>): Promise<void> {
    const temporary = `${file}.${randomBytes(8).toString("hex")}.tmp`;
    try {
      await write(temporary);
      await rename(temporary, file);
    } finally {
      // Renaming a link to the file that it is a link to does nothing and leaves it.
      await rm(temporary, { force: true });
    }
  }
}

async function writeSynced(file: string, bytes: Promise<Uint8Array>): Promise<void> {
  const handle = await open(file, "wx", 0o644);
  try {
    await handle.writeFile(await bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
