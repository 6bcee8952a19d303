/** More than the largest body that we take: who sends more after the answer is cut off. */
const MAX_DISCARDED_BYTES = 40_000_000;
/** Long enough for the rest of an honest upload over a slow line. */
const MAX_DISCARD_MS = 60_000;

export class BodyTooLarge extends Error {}

/** The client went away before its body had ended. */
export class ConnectionLost extends Error {}

export interface RequestBody {
  /** The bytes as they come. @throws BodyTooLarge as soon as `maxBytes` is passed; ConnectionLost */
  chunks(maxBytes: number): AsyncGenerator<Uint8Array>;
  /**
   * To be called once an answer is decided and nothing more will be read. Most programs read the answer only after they
   * have sent everything, so the rest of an honest body is taken and thrown away meanwhile; a body that goes on and on
   * has its connection cut.
   */
  discard(): void;
}

/** The body of a request, to be read in pieces and left at any point without cutting the connection that the answer needs. */
export function requestBody(request: Request): RequestBody {
  const reader = request.body?.getReader();
  return {
    async *chunks(maxBytes) {
      let total = 0;
      while (reader) {
        const { done, value } = await reader.read().catch((cause: unknown) => {
          throw new ConnectionLost(cause instanceof Error ? cause.message : "lost", { cause });
        });
        if (done) return;
        total += value.byteLength;
        if (total > maxBytes) throw new BodyTooLarge();
        yield value;
      }
    },
    discard() {
      if (reader) void discardRest(reader);
    },
  };
}

async function discardRest(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const cut = () => void reader.cancel().catch(() => {});
  const timer = setTimeout(cut, MAX_DISCARD_MS);
  timer.unref();
  try {
    for (let total = 0; total <= MAX_DISCARDED_BYTES; ) {
      const { done, value } = await reader.read();
      if (done) return;
      total += value.byteLength;
    }
    cut();
  } catch {
    // The client went away, which ends the matter too.
  } finally {
    clearTimeout(timer);
  }
}
