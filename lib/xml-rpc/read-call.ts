import { once } from "node:events";
import { PassThrough, type Readable } from "node:stream";
import { CallParser } from "./call-parser";
import { FAULT, XmlRpcProblem, type XmlRpcValue } from "./values";

export interface CallReader<B> {
  /** Methods whose first parameter, when it is base64, is streamed to `store`. */
  streams: readonly string[];
  /** Asked as soon as the method's name is known, before anything is stored. What it throws ends the reading. */
  admit(method: string): Promise<void>;
  store(bytes: Readable): Promise<B>;
}

export interface Call<B> {
  method: string;
  /** `STREAMED` where `stored` belongs. */
  params: XmlRpcValue[];
  stored: B | null;
}

/**
 * Reads a call while its binary data goes on to `store`: memory stays flat whatever the size.
 *
 * @throws XmlRpcProblem for what is no call; whatever `admit` or the chunks throw. What was half stored ends with an error then
 */
export async function readCall<B>(chunks: AsyncIterable<Uint8Array>, reader: CallReader<B>): Promise<Call<B>> {
  const parser = new CallParser(reader.streams);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const binary = new BinaryStream(reader.store);
  let isAdmitted = false;
  const pass = async (text: string) => {
    parser.write(text);
    if (parser.method !== null && !isAdmitted) {
      await reader.admit(parser.method);
      isAdmitted = true;
    }
    for (const bytes of parser.takeBinary()) await binary.write(bytes);
  };
  try {
    for await (const chunk of chunks) await pass(decode(decoder, chunk));
    await pass(decode(decoder));
    const call = parser.end();
    return { ...call, stored: await binary.end() };
  } catch (error) {
    await binary.abort();
    throw error;
  }
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch {
    throw new XmlRpcProblem(FAULT.malformed, "This is no well-formed XML: it is not UTF-8.");
  }
}

/** Begins to store with the first bytes. A store that ends early, because there is too much, is given no more. */
class BinaryStream<B> {
  private readonly bytes = new PassThrough();
  private stored: Promise<B> | null = null;
  private isOver = false;

  constructor(private readonly store: (bytes: Readable) => Promise<B>) {
    // Told by the promise; without a listener it would end the process.
    this.bytes.on("error", () => {});
  }

  async write(bytes: Buffer): Promise<void> {
    this.stored ??= this.begin();
    if (this.isOver || this.bytes.write(bytes)) return;
    await Promise.race([once(this.bytes, "drain"), this.stored]).catch(() => {});
  }

  private begin(): Promise<B> {
    const stored = this.store(this.bytes).finally(() => {
      this.isOver = true;
    });
    stored.catch(() => {});
    return stored;
  }

  async end(): Promise<B | null> {
    this.bytes.end();
    return this.stored;
  }

  async abort(): Promise<void> {
    this.bytes.destroy(new Error("the call was not complete"));
    await this.stored?.catch(() => {});
  }
}
